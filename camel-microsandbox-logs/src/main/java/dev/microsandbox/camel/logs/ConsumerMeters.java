package dev.microsandbox.camel.logs;

import org.apache.camel.CamelContext;

/**
 * The meters of one consumer, where there is a library for them. Found by Camel's factory finder, so that nothing here needs that
 * library.
 *
 * <p>Bound by one thread; refreshed and closed by any.
 */
public interface ConsumerMeters extends AutoCloseable {
    /** Below Camel's directory of services. */
    String FACTORY = "msblogs/meters";

    /**
     * Those of a consumer, bound.
     *
     * @param context the Camel context
     * @param consumer whose figures they are
     * @param perSandbox whether there are some for each sandbox
     * @return null: there is no library for them, or nowhere to register them
     */
    static ConsumerMeters of(CamelContext context, MsbLogsConsumer consumer, boolean perSandbox) {
        if (context.getClassResolver().resolveClass("io.micrometer.core.instrument.MeterRegistry") == null) {
            return null;
        }
        return context.getCamelContextExtension()
                .getFactoryFinder("META-INF/services/org/apache/camel/")
                .newInstance(FACTORY, ConsumerMeters.class)
                .filter(found -> found.bind(context, consumer, perSandbox))
                .orElse(null);
    }

    /**
     * Registers them. False when there is nowhere to.
     *
     * @param context the Camel context
     * @param consumer whose figures they are
     * @param perSandbox whether there are some for each sandbox
     * @return whether there is somewhere to
     */
    boolean bind(CamelContext context, MsbLogsConsumer consumer, boolean perSandbox);

    /** Brings those of sandboxes up to date with which there are; every few seconds. */
    void refresh();

    /** Removes them. */
    @Override
    void close();
}
