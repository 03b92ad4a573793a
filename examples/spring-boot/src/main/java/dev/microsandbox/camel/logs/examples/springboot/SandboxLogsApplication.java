package dev.microsandbox.camel.logs.examples.springboot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application. */
@SpringBootApplication
public class SandboxLogsApplication {
    /** Runs until it is stopped by Ctrl-C or SIGTERM. */
    public static void main(String[] args) {
        SpringApplication.run(SandboxLogsApplication.class, args);
    }
}
