package dev.microsandbox.camel.logs.springboot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.microsandbox.camel.logs.MsbLogsComponent;
import dev.microsandbox.camel.logs.MsbLogsComponentConfigurer;
import dev.microsandbox.camel.logs.MsbLogsConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** {@code camel.component.msblogs.*} in an application of Spring Boot. */
class AutoConfigurationTest {
    private static final String PREFIX = "camel.component.msblogs.";

    @TempDir
    Path directory;

    @Configuration(proxyBeanMethods = false)
    static class Beans {
        @Bean
        StateRepository<String, String> states() {
            return new MemoryStateRepository();
        }

        @Bean
        MsbLogsConfiguration mine() {
            MsbLogsConfiguration mine = new MsbLogsConfiguration();
            mine.setExclude("of the bean");
            mine.setSources("system");
            return mine;
        }
    }

    @Test
    void setsEveryOptionOfTheCatalog() throws Exception {
        Map<String, Object> properties = new TreeMap<>();
        Map<String, Object> wanted = new TreeMap<>();
        for (Map.Entry<String, JsonNode> option : Catalog.options().entrySet()) {
            String name = option.getKey();
            if (!name.equals("configuration")) {
                Object other = Catalog.otherThanTheDefault(name, option.getValue());
                wanted.put(name, other);
                properties.put(PREFIX + Catalog.dashed(name), Catalog.text(option.getValue(), other));
            }
        }
        properties.put(PREFIX + "cursor-repository", "#states");
        try (Boot boot = Boot.start(properties, Beans.class)) {
            Map<String, Object> got = new TreeMap<>();
            MsbLogsComponentConfigurer configurer = new MsbLogsComponentConfigurer();
            wanted.keySet().forEach(name -> got.put(name, configurer.getOptionValue(boot.component(), name, false)));
            assertSame(boot.bean(StateRepository.class), got.remove("cursorRepository"));
            wanted.remove("cursorRepository");
            assertEquals(wanted, got);
        }
    }

    @Test
    void whatIsNotSetOrEmptyKeepsItsDefault() {
        try (Boot boot = Boot.start(Map.of(PREFIX + "home", "", PREFIX + "max-in-flight", "", PREFIX + "start", ""))) {
            MsbLogsConfiguration configuration = boot.component().getConfiguration();
            assertNull(configuration.getHome());
            assertEquals(new MsbLogsConfiguration().getMaxInFlight(), configuration.getMaxInFlight());
            assertEquals(MsbLogsConfiguration.Start.beginning, configuration.getStart());
        }
    }

    @Test
    void aConfigurationBeanIsSetBeforeTheOtherOptions() {
        try (Boot boot =
                Boot.start(Map.of(PREFIX + "sources", "all", PREFIX + "configuration", "#bean:mine"), Beans.class)) {
            assertEquals("of the bean", boot.component().getConfiguration().getExclude());
            assertEquals("all", boot.component().getConfiguration().getSources());
        }
    }

    @Test
    void propertiesHaveSpringsSpellingsAndPlaceholders() throws Exception {
        Path file = Files.writeString(
                directory.resolve("application.properties"),
                """
                base = /var/lib/app
                camel.component.msblogs.cursorDir = ${base}/cursors
                camel.component.msblogs.max_in_flight = 7
                camel.component.msblogs.BATCH-SIZE = 5
                camel.component.msblogs.on-failure = SKIP
                camel.component.msblogs.exclude = {{base}}
                """);
        Map<String, Object> environment = Map.of(
                "CAMEL_COMPONENT_MSBLOGS_BATCHSIZE", "6",
                "CAMEL_COMPONENT_MSBLOGS_BATCH_TIMEOUT", "3s",
                "CAMEL_COMPONENT_MSBLOGS_CUSTOMIZER_ENABLED", "true");
        try (Boot boot = Boot.start(new Boot.Sources(environment, List.of(file), Map.of()))) {
            MsbLogsConfiguration configuration = boot.component().getConfiguration();
            assertEquals("/var/lib/app/cursors", boot.component().getCursorDir());
            assertEquals(7, configuration.getMaxInFlight());
            assertEquals(6, configuration.getBatchSize(), "the environment stands above the file");
            assertEquals(3000, configuration.getBatchTimeout());
            assertEquals(MsbLogsConfiguration.OnFailure.skip, configuration.getOnFailure());
            assertEquals("/var/lib/app", configuration.getExclude());
        }
    }

    @Test
    void aMistypedPropertyIsToldWithItsPlaceAndWhatExists() throws Exception {
        Path file = Files.writeString(
                directory.resolve("application.properties"), "a = b\ncamel.component.msblogs.curser-dir = x\n");
        FailureAnalysis told = failure(new Boot.Sources(Map.of(), List.of(file), Map.of()));
        assertTrue(
                told.getDescription()
                        .matches("camel\\.component\\.msblogs\\.curser-dir=x \\(.*application\\.properties.*"
                                + " - 2:\\d+\\): the component has no such option"),
                told.getDescription());
        assertTrue(told.getAction().contains(", cursor-dir, "), told.getAction());
    }

    @Test
    void aBeanThatIsNotThereIsToldWithItsProperty() {
        FailureAnalysis told = failure(Boot.Sources.of(Map.of(PREFIX + "cursor-repository", "#nobody")));
        assertTrue(told.getDescription().contains(PREFIX + "cursor-repository=#nobody"), told.getDescription());
    }

    @Test
    void itCanBeSwitchedOff() {
        for (String off : List.of("enabled", "customizer.enabled")) {
            try (Boot boot = Boot.start(Map.of(PREFIX + off, "false", PREFIX + "home", "/h"))) {
                assertNull(boot.component().getConfiguration().getHome(), off);
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoRegistries {
        @Bean
        MeterRegistry one() {
            return new SimpleMeterRegistry();
        }

        @Bean
        @Primary
        SimpleMeterRegistry two() {
            return new SimpleMeterRegistry();
        }

        @Bean
        RouteBuilder route() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("msblogs:*").routeId("followed").to("mock:sink");
                }
            };
        }
    }

    @Test
    void metersAreInSpringsPrimaryRegistry() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(PREFIX + "home", directory.resolve("home").toString());
        properties.put(PREFIX + "cursor-dir", directory.resolve("cursors").toString());
        try (Boot boot = Boot.start(properties, TwoRegistries.class)) {
            assertEquals(
                    1,
                    boot.bean(SimpleMeterRegistry.class)
                            .get("camel.msblogs.up")
                            .tag("routeId", "followed")
                            .gauges()
                            .size());
        }
    }

    private static FailureAnalysis failure(Boot.Sources sources) {
        Throwable thrown = assertThrows(RuntimeException.class, () -> {
            try (Boot boot = Boot.start(sources, Beans.class)) {
                MsbLogsComponent made = boot.component();
                throw new AssertionError("started, " + made.getConfiguration());
            }
        });
        return Boot.analysis(thrown);
    }
}
