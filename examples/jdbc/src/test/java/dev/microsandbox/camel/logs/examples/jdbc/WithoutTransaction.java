package dev.microsandbox.camel.logs.examples.jdbc;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.TransactedPolicy;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The application with the same routes, but for what makes them exactly once: where {@code required} begins a transaction nothing is
 * begun, so that rows are committed first and then, two seconds later, the cursor. With {@code -Dtransaction=true} it has its
 * transactions, and those two seconds within them.
 */
final class WithoutTransaction extends MainListenerSupport {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final boolean transaction;

    private WithoutTransaction(boolean transaction) {
        this.transaction = transaction;
    }

    public static void main(String[] args) throws Exception {
        Main main = new Main();
        main.addMainListener(new Jdbc());
        main.addMainListener(new WithoutTransaction(Boolean.getBoolean("transaction")));
        main.run(args);
    }

    /** Behind that of the application. */
    @Override
    public void beforeConfigure(BaseMainSupport main) {
        Registry beans = main.getCamelContext().getRegistry();
        JdbcCursors cursors = beans.lookupByNameAndType("cursors", JdbcCursors.class);
        replace(beans, "cursors", new Slow(cursors));
        if (!transaction) {
            replace(beans, "required", new None());
        }
    }

    private static void replace(Registry beans, String name, Object bean) {
        beans.unbind(name); // a second one of another class would stand beside it
        beans.bind(name, bean);
    }

    /** Stores a cursor only after a while. */
    private static final class Slow extends ServiceSupport implements StateRepository<String, String> {
        private final JdbcCursors cursors;

        Slow(JdbcCursors cursors) {
            this.cursors = cursors;
        }

        @Override
        public void setState(String key, String value) {
            LockSupport.parkNanos(PAUSE_NANOS);
            cursors.setState(key, value);
        }

        @Override
        public String getState(String key) {
            return cursors.getState(key);
        }
    }

    private static final class None implements TransactedPolicy {
        @Override
        public void beforeWrap(Route route, NamedNode definition) {
            // nothing to prepare
        }

        @Override
        public Processor wrap(Route route, Processor processor) {
            return processor;
        }
    }
}
