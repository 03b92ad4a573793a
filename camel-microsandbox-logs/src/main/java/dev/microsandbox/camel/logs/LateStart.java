package dev.microsandbox.camel.logs;

import dev.microsandbox.camel.logs.journal.JournalInUseException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins when another process has given the cursors back: tried once a second, in a thread of its own, which Camel does not interrupt.
 *
 * <p>camel-master tries to start a consumer for five seconds, and never again; the leader before this one may take longer to end what
 * is under way and to store how far it came.
 *
 * <p>Any thread.
 */
final class LateStart {
    private static final Logger LOG = LoggerFactory.getLogger(MsbLogsConsumer.class);
    private static final long PAUSE_NANOS = 1_000_000_000;

    private final String cursorName;
    private final Lock lifeCycle;
    private final Begin begin;
    private final ExceptionHandler handler;
    private final Thread thread;

    /** Null: it has begun, or was cancelled. Written under the lock of the life cycle. */
    private volatile String waitsFor;

    /** What is tried. */
    interface Begin {
        void begin() throws Exception;
    }

    /**
     * Waits from now on.
     *
     * @param lifeCycle held by start and stop
     */
    LateStart(String cursorName, Lock lifeCycle, Begin begin, ExceptionHandler handler, Exception cause) {
        this.cursorName = cursorName;
        this.lifeCycle = lifeCycle;
        this.begin = begin;
        this.handler = handler;
        waitsFor = inUse(cause).getMessage();
        LOG.warn(
                "{}: nothing is read until the cursors are free, which is tried once a second: {}",
                cursorName,
                waitsFor);
        thread = new Thread(this::run, "msblogs-waits-" + cursorName);
        thread.setDaemon(true);
        thread.start();
    }

    /** The exception that says who has the cursors; null: it is another trouble. */
    static JournalInUseException inUse(Exception e) {
        return ObjectHelper.getException(JournalInUseException.class, e);
    }

    /** Who has the cursors; null: nobody is waited for. */
    String waitsFor() {
        return waitsFor;
    }

    /** Under the lock of the life cycle: waits no more. */
    void cancel() {
        waitsFor = null;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (waitsFor != null) {
            LockSupport.parkNanos(this, PAUSE_NANOS);
            lifeCycle.lock();
            try {
                attempt();
            } finally {
                lifeCycle.unlock();
            }
        }
    }

    private void attempt() {
        if (waitsFor == null) {
            return;
        }
        try {
            begin.begin();
            waitsFor = null;
            LOG.info("{}: the cursors are free, reading begins", cursorName);
        } catch (Exception | Error e) { // whatever it is, it is tried again
            if (!(e instanceof Exception exception)) {
                LOG.error("{}: cannot begin yet, tried again", cursorName, e);
            } else if (inUse(exception) == null) {
                tell(exception);
            }
        }
    }

    private void tell(Exception e) {
        try {
            handler.handleException(cursorName + ": cannot begin yet, tried again", e);
        } catch (RuntimeException thrown) { // by a handler of the application
            LOG.error("{}: cannot begin yet, tried again", cursorName, e);
        }
    }
}
