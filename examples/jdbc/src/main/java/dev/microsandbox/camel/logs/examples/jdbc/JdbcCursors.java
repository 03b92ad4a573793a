package dev.microsandbox.camel.logs.examples.jdbc;

import dev.microsandbox.camel.logs.MsbLogsConstants;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Cursors in a table of the database that the rows go to. What is stored within a transaction is part of it; what the component stores
 * on its own, such as where reading begins, stands at once.
 *
 * <p>A connection may break, or a process be killed, just when a transaction commits. Whoever reads the cursor then waits for the lock
 * that such a transaction has on it until the server has ended it, and reads what came of it. Where the process lives on, the exchange
 * fails and comes again, and before that the component stores the cursor before it; both would be wrong if the transaction was committed
 * after all. So what it stored is remembered until the next try.
 *
 * <p>Any thread; what is stored under one key, one thread at a time.
 */
final class JdbcCursors extends ServiceSupport implements StateRepository<String, String> {
    private final JdbcTemplate sql;
    /** What transactions stored of which it is not known that they were committed, by key. */
    private final Map<String, String> doubtful = new ConcurrentHashMap<>();

    JdbcCursors(DataSource database) {
        sql = new JdbcTemplate(database);
    }

    @Override
    public void setState(String key, String value) {
        boolean transaction = TransactionSynchronizationManager.isSynchronizationActive();
        if (transaction) {
            TransactionSynchronizationManager.registerSynchronization(new Ending(key, value));
        }
        String doubt = transaction ? null : doubtful.get(key);
        if (doubt != null) {
            // One statement: behind the lock of that transaction it sees what came of it.
            sql.update("update log_cursor set line = ? where name = ? and line <> ?", value, key, doubt);
        } else if (sql.update("update log_cursor set line = ? where name = ?", value, key) == 0) {
            sql.update("insert into log_cursor (name, line) values (?, ?)", key, value);
        }
    }

    @Override
    public String getState(String key) {
        String query = "select line from log_cursor where name = ? for update"; // for update: waits
        return sql.queryForList(query, String.class, key).stream().findFirst().orElse(null);
    }

    /** Whether a batch that comes again was committed after all. For routes that have one exchange of a sandbox under way at a time. */
    boolean hasCommitted(Exchange exchange, String cursorName) {
        String key = cursorName + "/" + exchange.getMessage().getHeader(MsbLogsConstants.SANDBOX, String.class);
        if (exchange.getMessage().getHeader(MsbLogsConstants.TRY) == null) {
            doubtful.remove(key); // another batch, or another run of the route, which began where the table says
            return false;
        }
        String doubt = doubtful.get(key);
        return doubt != null && doubt.equals(getState(key));
    }

    /** How a transaction ends that stores a cursor. */
    private final class Ending implements TransactionSynchronization {
        private final String key;
        private final String value;

        Ending(String key, String value) {
            this.key = key;
            this.value = value;
        }

        @Override
        public void afterCompletion(int status) {
            if (status == STATUS_COMMITTED) {
                doubtful.remove(key);
            } else {
                doubtful.put(key, value); // unknown, or rolled back: some managers say that of a commit that failed
            }
        }
    }
}
