/**
 * An application of Spring Boot: {@code SandboxLogsRoute} follows all sandboxes, {@code Lines} writes their entries to files. Health and
 * meters are those of Spring Boot's actuator; {@code application.yaml} configures all of it.
 */
package dev.microsandbox.camel.logs.examples.springboot;
