package dev.microsandbox.camel.logs;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.AsyncProcessorSupport;

/** The ends of the routes of a soak. */
final class SoakSinks implements AutoCloseable {
    private static final int FAILS_ONE_OF = 300;

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);

    Processor of(SoakRoute route, SoakCount count, SoakNaps naps) {
        return switch (route) {
            case SLOW -> new Later(count, 20);
            case COMING -> new Later(count, 8);
            case FAILING -> new Failing(count, naps);
            default -> exchange -> {
                count.dispatched(exchange);
                count.taken(exchange);
            };
        };
    }

    @Override
    public void close() {
        timer.shutdown();
    }

    /** Fails now and then, before it takes what it is given or after; and always while its route sleeps. */
    private record Failing(SoakCount count, SoakNaps naps) implements Processor {
        @Override
        public void process(Exchange exchange) {
            count.dispatched(exchange);
            int chance = ThreadLocalRandom.current().nextInt(2 * FAILS_ONE_OF);
            if (chance == 0 || naps.isAsleep(SoakRoute.FAILING)) {
                fail(exchange, false);
            }
            count.taken(exchange);
            if (chance == 1) {
                fail(exchange, true);
            }
        }

        private void fail(Exchange exchange, boolean taken) {
            count.failed(exchange, taken);
            throw new IllegalStateException("the sink is made to fail");
        }
    }

    /** Takes after some milliseconds, in any order, on other threads. */
    private final class Later extends AsyncProcessorSupport {
        private final SoakCount count;
        private final int mostMillis;

        Later(SoakCount count, int mostMillis) {
            this.count = count;
            this.mostMillis = mostMillis;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            count.dispatched(exchange);
            var unused = timer.schedule(
                    () -> {
                        try {
                            count.taken(exchange);
                        } catch (RuntimeException e) {
                            exchange.setException(e); // which the route logs as an error
                        } finally {
                            callback.done(false);
                        }
                    },
                    ThreadLocalRandom.current().nextInt(mostMillis * 1000),
                    TimeUnit.MICROSECONDS);
            return false;
        }
    }
}
