package dev.microsandbox.camel.logs.springboot;

import dev.microsandbox.camel.logs.MsbLogsComponent;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.apache.camel.support.PropertyBindingSupport;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/**
 * Sets what the configuration says when Camel makes the component.
 *
 * <p>Any thread.
 */
final class MsbLogsComponentCustomizer implements ComponentCustomizer {
    private final Environment environment;
    /** In the order of the catalog: {@code configuration}, which replaces what is behind the others, comes first. */
    private final Map<String, Object> values;

    MsbLogsComponentCustomizer(Environment environment, Map<String, Object> values) {
        this.environment = environment;
        this.values = values;
    }

    @Override
    public boolean isEnabled(String name, Component target) {
        return target instanceof MsbLogsComponent
                && HierarchicalPropertiesEvaluator.evaluate(
                        environment, "camel.component.customizer", MsbLogsProperties.PREFIX + ".customizer");
    }

    @Override
    public void configure(String name, Component target) {
        values.forEach((option, value) -> set(target, option, value));
    }

    private void set(Component target, String option, Object value) {
        try {
            PropertyBindingSupport.build()
                    .withCamelContext(target.getCamelContext())
                    .withConfigurer(target.getComponentPropertyConfigurer())
                    .withTarget(target)
                    .withProperty(option, value)
                    .withMandatory(true)
                    .bind();
        } catch (RuntimeException e) {
            String property = MsbLogsProperties.property(option);
            throw new MsbLogsPropertyException(
                    property, value, origin(property), root(e), "Correct its value, or remove it.", e);
        }
    }

    private Origin origin(String property) {
        ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source.getConfigurationProperty(name) != null) {
                return source.getConfigurationProperty(name).getOrigin();
            }
        }
        return null;
    }

    private static String root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString();
    }
}
