/**
 * Forwards the logs of all sandboxes: {@code ForwardRoute} hands each entry as a line of JSON to the sink, which is one property, and
 * then shows it on the console. {@code FilesSink} is the sink that is there: files, one per sandbox and day.
 *
 * <p>{@code Forward} is the main class. Before the route starts it chooses the home and says where reading goes on
 * ({@code ResumePoints}); where there is no microsandbox, {@code Demo} plays one with two {@code DemoSandbox}es, which write as the
 * real ones do ({@code RotatedLog}).
 */
package dev.microsandbox.camel.logs.examples.forward;
