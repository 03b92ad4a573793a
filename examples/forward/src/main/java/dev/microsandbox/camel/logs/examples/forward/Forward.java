package dev.microsandbox.camel.logs.examples.forward;

import dev.microsandbox.camel.logs.MsbLogsComponent;
import dev.microsandbox.logs.MicrosandboxHome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application: from its start to its stop. Listener methods run on the main thread, in order. */
public final class Forward extends MainListenerSupport {
    private static final Logger LOG = LoggerFactory.getLogger(Forward.class);

    private final Console console;
    private Demo demo;
    private Path cursorDir;

    private Forward(Console console) {
        this.console = console;
    }

    /** Runs until it is stopped by Ctrl-C or SIGTERM. */
    public static void main(String[] args) throws Exception {
        Console console = new Console();
        Main main = new Main();
        main.configure().addRoutesBuilder(new ForwardRoute(console));
        main.configure().addRoutesBuilder(new FilesSink());
        main.addMainListener(new Forward(console));
        main.run(args);
    }

    @Override
    public void beforeStart(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        MsbLogsComponent component = context.getComponent("msblogs", MsbLogsComponent.class);
        cursorDir = Path.of(component.getCursorDir()).toAbsolutePath();
        try {
            MicrosandboxHome home = home(context, component);
            console.say("following " + home.sandboxesDirectory() + ", forwarding to "
                    + context.resolvePropertyPlaceholders("{{sink}}"));
            ResumePoints.in(cursorDir, home).forEach(console::say);
        } catch (Exception e) {
            throw new IllegalStateException("Cannot start: " + e.getMessage(), e);
        }
    }

    /** The real home where there is one, else the demo's. */
    private MicrosandboxHome home(CamelContext context, MsbLogsComponent component) throws Exception {
        String configured = component.getConfiguration().getHome();
        Path place = configured == null ? MicrosandboxHome.defaultHome() : Path.of(configured);
        MicrosandboxHome home = MicrosandboxHome.of(place);
        if (Files.isDirectory(home.sandboxesDirectory())) {
            return home;
        }
        Path ours = Path.of(context.resolvePropertyPlaceholders("{{forward.dir}}"), "demo")
                .toAbsolutePath();
        console.say("no microsandbox in " + place + ": two demo sandboxes write below " + ours);
        component.getConfiguration().setHome(ours.toString());
        MicrosandboxHome demoHome = MicrosandboxHome.of(ours);
        double rate = Double.parseDouble(context.resolvePropertyPlaceholders("{{forward.demo.rate}}"));
        demo = new Demo(demoHome, rate);
        return demoHome;
    }

    @Override
    public void afterStart(BaseMainSupport main) {
        if (demo != null) {
            demo.start();
        }
    }

    /** Stops the route here: when the context has stopped, the JVM may end before another word is said. */
    @Override
    public void beforeStop(BaseMainSupport main) {
        if (demo != null) {
            demo.close();
        }
        try {
            main.getCamelContext().getRouteController().stopRoute(ForwardRoute.NAME);
            console.say("stopped, cursors are stored in " + cursorDir);
        } catch (Exception e) {
            LOG.warn("The route did not stop; what is not stored comes again at the next start", e);
        }
    }
}
