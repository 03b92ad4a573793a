/**
 * The logs of all sandboxes, forwarded to files by a route in an OSGi container.
 *
 * <p>{@link dev.microsandbox.camel.logs.examples.karaf.Forward} comes and goes with the components that its route uses.
 */
package dev.microsandbox.camel.logs.examples.karaf;
