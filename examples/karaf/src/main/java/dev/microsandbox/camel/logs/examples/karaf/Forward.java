package dev.microsandbox.camel.logs.examples.karaf;

import dev.microsandbox.camel.logs.MsbLogsComponent;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.karaf.core.OsgiDefaultCamelContext;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.LanguageResolver;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * A Camel context in the container. It runs while all that it refers to is there: when the bundle of a component stops, it stops before
 * that, and it starts again with it.
 */
@Component(
        immediate = true,
        configurationPid = "dev.microsandbox.forward",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        reference = {
            @Reference(name = "msblogs", service = ComponentResolver.class, target = "(component=msblogs)"),
            @Reference(name = "file", service = ComponentResolver.class, target = "(component=file)"),
            // A context that starts before Camel's languages are there fails, and nobody starts it again.
            @Reference(name = "simple", service = LanguageResolver.class, target = "(language=simple)")
        })
public final class Forward {
    private CamelContext context;

    /** What {@code etc/dev.microsandbox.forward.cfg} has. */
    @interface Settings {
        /** The microsandbox home; empty: that of the user. */
        String home() default "";

        /** Where cursors and output are kept: not among what the container may throw away. */
        String directory();
    }

    @Activate
    void start(BundleContext bundle, Settings settings) throws Exception {
        Path directory = Path.of(settings.directory());
        context = new OsgiDefaultCamelContext(bundle);
        try {
            MsbLogsComponent msblogs = context.getComponent("msblogs", MsbLogsComponent.class);
            msblogs.setCursorDir(directory.resolve("cursors").toString());
            if (!settings.home().isEmpty()) {
                msblogs.getConfiguration().setHome(settings.home());
            }
            context.addRoutes(new ForwardRoute(directory.resolve("out")));
            context.start();
        } catch (Exception e) {
            context.stop();
            throw e;
        }
    }

    /** Waits for what is under way, and stores the cursors. */
    @Deactivate
    void stop() {
        context.stop();
    }
}
