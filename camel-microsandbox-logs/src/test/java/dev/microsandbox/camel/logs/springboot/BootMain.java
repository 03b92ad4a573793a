package dev.microsandbox.camel.logs.springboot;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Spring Boot, whatever else is on the class path; prints whether there is a Camel context. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class BootMain {
    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try (ConfigurableApplicationContext spring = new SpringApplicationBuilder(BootMain.class)
                .properties("camel.component.msblogs.home=/h")
                .run(args)) {
            out.println("started " + spring.containsBean("camelContext"));
        }
    }
}
