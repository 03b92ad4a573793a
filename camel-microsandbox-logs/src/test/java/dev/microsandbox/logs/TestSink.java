package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Takes what a stream gives and tells, as text, to be compared with what should have come. One thread. */
final class TestSink implements LogStream.Handler, LogListener {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration FALLBACK = Duration.ofMillis(100);

    /** All entries that came. */
    final List<LogEntry> entries = new ArrayList<>();
    /** What the listener was told, but rotations and refusals: {@code what file offset/bytes}. */
    final List<String> events = new ArrayList<>();
    /** Names that were refused, each time. */
    final List<String> refused = new ArrayList<>();

    final List<LogGap> gaps = new ArrayList<>();
    private int seen;

    /** Options that tell this sink, to go on with. */
    LogOptions.Builder options() {
        return LogOptions.builder().failOnMissedRotation(false).listener(this);
    }

    /** The same for a stream that follows. */
    LogOptions.Builder following() {
        return options().follow(true);
    }

    @Override
    public boolean entry(LogEntry entry) {
        entries.add(entry);
        return true;
    }

    /** Polls until exactly these texts have come since the last call, and nothing more is there. */
    TestSink expect(LogStream stream, String... texts) throws LogException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        LogStream.State state = stream.poll(this);
        while (state != LogStream.State.FINISHED
                && (state == LogStream.State.MORE || entries.size() < seen + texts.length)) {
            if (System.nanoTime() > deadline) {
                fail("wanted " + List.of(texts) + ", got " + fresh() + " in time; " + events);
            }
            if (state == LogStream.State.IDLE) {
                stream.await(FALLBACK);
            }
            state = stream.poll(this);
        }
        assertEquals(List.of(texts), fresh(), () -> "told: " + events);
        seen = entries.size();
        return this;
    }

    /** Polls until something is true. */
    void until(LogStream stream, BooleanSupplier done) throws LogException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!done.getAsBoolean()) {
            if (stream.poll(this) == LogStream.State.IDLE) {
                stream.await(FALLBACK);
            }
            if (System.nanoTime() > deadline) {
                fail("not in time; got " + fresh() + "; told " + events);
            }
        }
        seen = entries.size();
    }

    /** Everything that a stream without follow gives. */
    TestSink drain(LogStream stream) throws LogException {
        while (stream.poll(this) != LogStream.State.FINISHED) {
            Thread.onSpinWait();
        }
        return this;
    }

    /** Texts that came since the last {@link #expect}, without their line ends. */
    private List<String> fresh() {
        return entries.stream()
                .skip(seen)
                .map(entry -> entry.text().stripTrailing())
                .toList();
    }

    /** Checks what was told since the last call. */
    void told(String... wanted) {
        assertEquals(List.of(wanted), events);
        events.clear();
    }

    LogEntry last() {
        return entries.get(entries.size() - 1);
    }

    @Override
    public void malformed(String file, long generation, long offset, long bytes) {
        events.add("malformed " + file + " " + offset + "/" + bytes);
    }

    @Override
    public void oversized(String file, long generation, long offset, long bytes) {
        events.add("oversized " + file + " " + offset + "/" + bytes);
    }

    @Override
    public void torn(String file, long generation, long offset, long bytes) {
        events.add("torn " + file + " " + offset + "/" + bytes);
    }

    @Override
    public void truncated(String file, long generation, long offset) {
        events.add("truncated " + file + " " + offset);
    }

    @Override
    public void replaced(String file) {
        events.add("replaced " + file);
    }

    @Override
    public void gap(LogGap gap) {
        gaps.add(gap);
        events.add("gap " + gap.file() + " " + gap.certainty());
    }

    @Override
    public void refused(String name, String reason) {
        refused.add(name + " " + reason);
    }
}
