package dev.microsandbox.camel.logs.springboot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What cannot be used is told when the application starts, with the property and its value. */
class MsbLogsPropertiesTest {
    @ParameterizedTest
    @CsvSource({
        "max-in-flight, many",
        "max-in-flight, 5x", // which Camel takes for 0
        "max-in-flight, 4294967297", // of which Camel takes the lower bits: 1
        "tail, 10s",
        "health-down-at, 1GiB",
        "max-in-flight-bytes, 64m",
        "batch-timeout, 5x",
        "batch-timeout, soon",
        "forget-after, 1d12h", // in a URI it is one
        "follow, perhaps",
        "on-failure, explode"
    })
    void aValueThatIsNotOfTheOptionsType(String option, String value) {
        String property = "camel.component.msblogs." + option;
        FailureAnalysis told = refused(Map.of(), Map.of(property, value));
        assertTrue(told.getDescription().contains("Property: " + property), told.getDescription());
        assertTrue(told.getDescription().contains("Value: \"" + value + "\""), told.getDescription());
    }

    @Test
    void theConstantsThatExistAreTold() {
        FailureAnalysis told = refused(Map.of(), Map.of("camel.component.msblogs.on-failure", "explode"));
        assertTrue(told.getAction().matches("(?s).*retry\\s+skip\\s+stop.*"), told.getAction());
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOUSE", "MAXIN_FLIGHT", "HOME_0_"})
    void aMistypedEnvironmentVariable(String end) {
        String variable = "CAMEL_COMPONENT_MSBLOGS_" + end;
        FailureAnalysis told = refused(Map.of(variable, "1"), Map.of());
        assertTrue(told.getDescription().contains("\"" + variable + "\""), told.getDescription());
    }

    @Test
    void dotsInPlaceOfDashes() {
        FailureAnalysis told = refused(Map.of(), Map.of("camel.component.msblogs.max.in.flight", "5"));
        assertTrue(told.getDescription().contains("max.in.flight=5"), told.getDescription());
    }

    @Test
    void anOptionBelowAnOption() {
        FailureAnalysis told = refused(Map.of(), Map.of("camel.component.msblogs.sources[0]", "stdout"));
        assertTrue(told.getDescription().contains("sources[0]=stdout"), told.getDescription());
    }

    @Test
    void whatIsNotOursIsLeftAlone() {
        assertEquals(
                Map.of(),
                MsbLogsProperties.read(environment(
                        Map.of("CAMEL_COMPONENT_MSBLOGSX_HOME", "x", "MSBLOGS_HOUSE", "x"),
                        Map.of("camel.component.file.house", "x", "camel.component.msblogs.enabled", "true"))));
    }

    private static FailureAnalysis refused(Map<String, Object> variables, Map<String, Object> properties) {
        return Boot.analysis(
                assertThrows(RuntimeException.class, () -> MsbLogsProperties.read(environment(variables, properties))));
    }

    private static StandardEnvironment environment(Map<String, Object> variables, Map<String, Object> properties) {
        StandardEnvironment environment = Boot.environment(variables);
        environment.getPropertySources().addLast(new MapPropertySource("test", properties));
        return environment;
    }
}
