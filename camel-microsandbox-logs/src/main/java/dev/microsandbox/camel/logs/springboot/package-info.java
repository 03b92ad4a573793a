/**
 * The component in an application of Spring Boot: {@code camel.component.msblogs.*} of its configuration sets the component's options.
 *
 * <p>{@code MsbLogsProperties} reads and checks them when the application starts; {@code MsbLogsComponentCustomizer} sets them when Camel
 * makes the component; what is wrong with one is told by {@code MsbLogsPropertyFailureAnalyzer}. The options are those of the component's
 * catalog, so that nothing here repeats them; the metadata for editors is generated from the same catalog, by a test.
 *
 * <p>Spring Boot finds this package by its own files in {@code META-INF}; nothing else imports it.
 */
package dev.microsandbox.camel.logs.springboot;
