package dev.microsandbox.camel.logs.springboot;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Configures the component from {@code camel.component.msblogs.*}, unless {@code camel.component.msblogs.enabled} or
 * {@code camel.component.enabled} is false.
 *
 * <p>Spring Boot may be there without camel-spring-boot, hence the names in place of classes.
 */
@AutoConfiguration(afterName = MsbLogsComponentAutoConfiguration.CAMEL)
@ConditionalOnClass(name = MsbLogsComponentAutoConfiguration.CAMEL)
@ConditionalOnBean(CamelContext.class)
@ConditionalOnHierarchicalProperties({"camel.component", MsbLogsProperties.PREFIX})
public class MsbLogsComponentAutoConfiguration {
    static final String CAMEL = "org.apache.camel.spring.boot.CamelAutoConfiguration";

    /** For Spring. */
    public MsbLogsComponentAutoConfiguration() {}

    /** Not lazy: what is mistyped is told also where no route uses the component yet. */
    @Bean
    ComponentCustomizer msbLogsComponentCustomizer(Environment environment) {
        return new MsbLogsComponentCustomizer(environment, MsbLogsProperties.read(environment));
    }
}
