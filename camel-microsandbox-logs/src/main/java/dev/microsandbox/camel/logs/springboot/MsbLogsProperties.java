package dev.microsandbox.camel.logs.springboot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.microsandbox.camel.logs.MsbLogsComponent;
import dev.microsandbox.camel.logs.MsbLogsComponentConfigurer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The component's options as an application's configuration has them, by Spring's rules: {@code cursor-dir}, {@code cursorDir} and the
 * environment variable {@code CAMEL_COMPONENT_MSBLOGS_CURSORDIR} are one, {@code ${…}} is resolved, the first source that has it wins. An
 * option without text is one that is not set.
 */
final class MsbLogsProperties {
    static final String PREFIX = "camel.component.msblogs";
    /** Of Camel's auto-configurations, not of the component. */
    static final List<String> SWITCHES = List.of("enabled", "customizer.enabled");

    private static final String CATALOG = "/META-INF/dev/microsandbox/camel/logs/msblogs.json";

    private MsbLogsProperties() {}

    /**
     * Reads them.
     *
     * @return by the option's name, in the order of the catalog; texts where Camel is to look for a bean or to resolve its placeholders
     * @throws MsbLogsPropertyException when there is one that the component does not have
     * @throws org.springframework.boot.context.properties.bind.BindException when a value is not of the option's type
     */
    static Map<String, Object> read(Environment environment) {
        Map<String, Class<?>> options = options();
        refuseUnknown(environment, options.keySet());
        Binder binder = Binder.get(environment);
        Map<String, Object> values = new LinkedHashMap<>();
        options.forEach((option, type) -> {
            String property = property(option);
            String text = binder.bind(property, Bindable.of(String.class)).orElse("");
            if (text.startsWith("#") || text.contains("{{")) {
                values.put(option, text);
            } else if (!text.isBlank()) {
                values.put(option, binder.bind(property, Bindable.of(type)).get());
            }
        });
        return values;
    }

    /** As it is written in a configuration file. */
    static String property(String option) {
        return PREFIX + "." + DataObjectPropertyName.toDashedForm(option);
    }

    /**
     * All options of the component with their types, in the order of its catalog. Spring converts numbers and durations, since Camel takes
     * what it cannot read, as 5x or 1GiB, for 0.
     */
    static Map<String, Class<?>> options() {
        try (InputStream json = MsbLogsComponent.class.getResourceAsStream(CATALOG)) {
            PropertyConfigurerGetter types = new MsbLogsComponentConfigurer();
            Map<String, Class<?>> options = new LinkedHashMap<>();
            new ObjectMapper()
                    .readTree(json)
                    .get("componentProperties")
                    .properties()
                    .forEach(option -> options.put(option.getKey(), type(option.getValue(), types, option.getKey())));
            return options;
        } catch (IOException e) {
            throw new UncheckedIOException("The jar of the component is damaged: " + CATALOG, e);
        }
    }

    private static Class<?> type(JsonNode described, PropertyConfigurerGetter types, String option) {
        return switch (described.get("type").asText()) {
            case "duration" -> Duration.class;
            case "object" -> String.class; // the name of a bean
            default -> types.getOptionType(option, false);
        };
    }

    private static void refuseUnknown(Environment environment, Set<String> options) {
        List<String> known = new ArrayList<>(SWITCHES);
        options.forEach(option -> known.add(DataObjectPropertyName.toDashedForm(option)));
        Set<ConfigurationPropertyName> names = new HashSet<>();
        known.forEach(option -> names.add(ConfigurationPropertyName.of(PREFIX + "." + option)));
        Set<String> variables = new HashSet<>();
        // BATCHTIMEOUT and BATCH_TIMEOUT; that Spring has read a dot for each underscore.
        known.forEach(option -> {
            variables.add(PREFIX + "." + option.replace("-", ""));
            variables.add(PREFIX + "." + option.replace('-', '.'));
        });
        ConfigurationPropertyName prefix = ConfigurationPropertyName.of(PREFIX);
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            boolean ofVariables = source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
            if (source instanceof IterableConfigurationPropertySource all) {
                all.stream()
                        .filter(prefix::isAncestorOf)
                        .filter(name -> ofVariables ? !variables.contains(name.toString()) : !names.contains(name))
                        .findFirst()
                        .ifPresent(name -> refuse(name, source.getConfigurationProperty(name), known));
            }
        }
    }

    private static void refuse(ConfigurationPropertyName name, ConfigurationProperty found, List<String> known) {
        throw new MsbLogsPropertyException(
                name.toString(),
                found == null ? null : found.getValue(),
                found == null ? null : found.getOrigin(),
                "the component has no such option",
                "Correct its name, or remove it. These exist: " + String.join(", ", known),
                null);
    }
}
