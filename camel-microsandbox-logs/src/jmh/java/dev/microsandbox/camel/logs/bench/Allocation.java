package dev.microsandbox.camel.logs.bench;

import com.sun.management.ThreadMXBean;
import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogException;
import dev.microsandbox.logs.LogStream;
import dev.microsandbox.logs.bench.Drain;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.vm.VM;

/** What the engine allocates for an entry beyond what it gives out: the entry and its data. Not a question of time. */
final class Allocation {
    /** So many that what is compiled last is compiled. */
    private static final int WARM_UP = 6;

    static {
        System.setProperty("jol.skipDynamicAttach", "true"); // it tells that it cannot; sizes need no agent
    }

    private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private final long entryBytes = ClassLayout.parseClass(LogEntry.class).instanceSize();
    private final Path logs;
    private long entries;
    private long given;
    /** Kept, so that no entry is optimised away. */
    private LogEntry last;

    Allocation(Path logs) {
        this.logs = logs;
    }

    /** Bytes for each entry, what a stream allocates once included. */
    double beyondTheEntry() throws LogException {
        double beyond = 0;
        for (int i = 0; i <= WARM_UP; i++) {
            entries = 0;
            given = 0;
            long before = threads.getCurrentThreadAllocatedBytes();
            drain();
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            beyond = (allocated - given) / (double) entries;
        }
        if (last == null) {
            throw new IllegalStateException("no entry came");
        }
        return beyond;
    }

    private void drain() throws LogException {
        try (LogStream stream = LogStream.open(logs, Drain.options().build())) {
            while (stream.poll(this::take) != LogStream.State.FINISHED) {
                // until all is read
            }
        }
    }

    private boolean take(LogEntry entry) {
        last = entry;
        entries++;
        int alignment = VM.current().objectAlignment();
        long data = VM.current().arrayHeaderSize() + entry.data().length;
        given += entryBytes + (data + alignment - 1) / alignment * alignment;
        return true;
    }
}
