/** The meters of a consumer, where Micrometer is there; nothing else imports this package. */
package dev.microsandbox.camel.logs.micrometer;
