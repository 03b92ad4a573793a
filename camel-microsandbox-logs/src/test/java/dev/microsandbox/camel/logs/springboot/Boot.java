package dev.microsandbox.camel.logs.springboot;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.microsandbox.camel.logs.MsbLogsComponent;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** An application of Spring Boot, with what a test says as its environment and configuration, and nothing of this machine's. */
final class Boot implements AutoCloseable {
    private final ConfigurableApplicationContext spring;

    /** What every one of them is. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    /** Where its configuration comes from: the first that has a property wins. */
    record Sources(Map<String, Object> environment, List<Path> files, Map<String, Object> properties) {
        static Sources of(Map<String, Object> properties) {
            return new Sources(Map.of(), List.of(), properties);
        }
    }

    private Boot(ConfigurableApplicationContext spring) {
        this.spring = spring;
    }

    static Boot start(Map<String, ?> properties, Class<?>... more) {
        return start(Sources.of(new LinkedHashMap<>(properties)), more);
    }

    static Boot start(Sources sources, Class<?>... more) {
        // The tests of this JVM share one logger: Spring is not to set that up anew.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        ((Logger) LoggerFactory.getLogger("org.springframework")).setLevel(Level.OFF); // what fails here is to fail
        try {
            return new Boot(application(sources, more).run());
        } finally {
            System.clearProperty("org.springframework.boot.logging.LoggingSystem");
        }
    }

    private static SpringApplication application(Sources sources, Class<?>... more) {
        StandardEnvironment environment = environment(sources.environment);
        Map<String, Object> properties = new LinkedHashMap<>(sources.properties);
        if (!sources.files.isEmpty()) {
            properties.put(
                    "spring.config.location", sources.files.get(0).toUri().toString());
        }
        environment.getPropertySources().addLast(new MapPropertySource("test", properties));
        SpringApplication application = new SpringApplication(Application.class);
        application.addPrimarySources(List.of(more));
        application.setEnvironment(environment);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        return application;
    }

    /** With these variables and nothing else. */
    static StandardEnvironment environment(Map<String, Object> variables) {
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, variables));
        return environment;
    }

    /** What Spring Boot prints when it does not start: its own analyzers and ours, as they are registered. */
    static FailureAnalysis analysis(Throwable failure) {
        return SpringFactoriesLoader.forDefaultResourceLocation(Boot.class.getClassLoader())
                .load(FailureAnalyzer.class, SpringFactoriesLoader.FailureHandler.handleMessage((m, e) -> {}))
                .stream()
                .map(analyzer -> analyzer.analyze(failure))
                .filter(analysis -> analysis != null)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing explains it", failure));
    }

    CamelContext camel() {
        return spring.getBean(CamelContext.class);
    }

    <T> T bean(Class<T> type) {
        return spring.getBean(type);
    }

    MsbLogsComponent component() {
        return camel().getComponent("msblogs", MsbLogsComponent.class);
    }

    @Override
    public void close() {
        spring.close();
    }
}
