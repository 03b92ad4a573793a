package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What the other tests of this run run with, so that none of them passes with another Camel or Java than the build says. */
@EnabledIfSystemProperty(named = "expected.camel", matches = ".+", disabledReason = "src/it/versions says it")
class RunningVersionsTest {
    @Test
    void javaIsTheOneThatIsTested() {
        assertEquals(
                System.getProperty("expected.java"),
                String.valueOf(Runtime.version().feature()));
    }

    @Test
    void camelIsTheOneThatIsTestedAndTheComponentComesFromTheJar(TestReporter reporter) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            assertEquals(System.getProperty("expected.camel"), context.getVersion());
        }
        Path component = Path.of(MsbLogsComponent.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertTrue(Files.isRegularFile(component) && component.toString().endsWith(".jar"), component.toString());
        reporter.publishEntry("Camel " + System.getProperty("expected.camel") + ", Java " + Runtime.version());
    }
}
