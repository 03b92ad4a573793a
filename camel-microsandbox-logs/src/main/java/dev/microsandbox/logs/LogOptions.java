package dev.microsandbox.logs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;

/**
 * What to read, from where, and how. Made with {@link #builder()}; everything has a default.
 *
 * <p>Immutable, any thread.
 */
public final class LogOptions {
    /** The longest line that is read, in bytes, unless told otherwise. */
    public static final int DEFAULT_MAX_LINE_BYTES = 1 << 20;
    /** Open files per log file unless told otherwise. */
    public static final int DEFAULT_MAX_OPEN_FILES = 13;
    /** The fewest open files per log file: a whole chain, so that reading once can hold all of it. */
    public static final int LEAST_OPEN_FILES = 5;

    /** A quiet log has passed {@code until} when the clock is this far behind it: nothing written before can still come. */
    public static final Duration UNTIL_GRACE = Duration.ofSeconds(10);

    private final Builder values;
    private final Set<LogSource> sources;

    private LogOptions(Builder builder) {
        this.values = new Builder(builder);
        this.sources = LogSource.effective(builder.sources);
    }

    /** {@return all defaults: stdout, stderr and output, once, from the beginning} */
    public static Builder builder() {
        return new Builder();
    }

    /** The same for reading once. */
    LogOptions once() {
        return new Builder(values).follow(false).build();
    }

    Set<LogSource> sources() {
        return sources;
    }

    Instant since() {
        return values.since;
    }

    Instant until() {
        return values.until;
    }

    LogCheckpoint from() {
        return values.from;
    }

    boolean atEnd() {
        return values.atEnd;
    }

    boolean follow() {
        return values.follow;
    }

    int maxLineBytes() {
        return values.maxLineBytes;
    }

    FileBudget files() {
        return values.files;
    }

    int maxOpenFiles() {
        return values.maxOpenFiles;
    }

    boolean failOnMissedRotation() {
        return values.failOnMissedRotation;
    }

    String sandbox() {
        return values.sandbox;
    }

    LogListener listener() {
        return values.listener;
    }

    /** Whether a quiet log has passed {@code until}; see {@link #UNTIL_GRACE}. */
    boolean hasPassedUntil() {
        return values.until != null && values.clock.instant().isAfter(values.until.plus(UNTIL_GRACE));
    }

    Clock clock() {
        return values.clock;
    }

    /** Collects options. One thread. */
    public static final class Builder {
        private Collection<LogSource> sources = Set.of();
        private Instant since;
        private Instant until;
        private LogCheckpoint from;
        private boolean atEnd;
        private boolean follow;
        private int maxLineBytes = DEFAULT_MAX_LINE_BYTES;
        private int maxOpenFiles = DEFAULT_MAX_OPEN_FILES;
        private FileBudget files = FileBudget.unlimited();
        private boolean failOnMissedRotation = true;
        private String sandbox = "";
        private LogListener listener = LogListener.NONE;
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        private Builder(Builder other) {
            sources = other.sources;
            since = other.since;
            until = other.until;
            from = other.from;
            atEnd = other.atEnd;
            follow = other.follow;
            maxLineBytes = other.maxLineBytes;
            maxOpenFiles = other.maxOpenFiles;
            files = other.files;
            failOnMissedRotation = other.failOnMissedRotation;
            sandbox = other.sandbox;
            listener = other.listener;
            clock = other.clock;
        }

        /**
         * The sources to give; none or null: stdout, stderr and output.
         *
         * @param sources any of them, in any order
         * @return this builder
         */
        public Builder sources(Collection<LogSource> sources) {
            this.sources = sources == null ? Set.of() : sources;
            return this;
        }

        /**
         * Drops entries before this time; null: none. Without a cursor, files and parts of files are not even read whose first and last
         * entries are both older than that by more than a minute: what a clock step put between them is dropped with them, and what is
         * malformed there is not told.
         *
         * @param since a time; null: none
         * @return this builder
         */
        public Builder since(Instant since) {
            this.since = since;
            return this;
        }

        /**
         * Ends each log file at its first entry at or after this time; null: never.
         *
         * @param until a time; null: none
         * @return this builder
         */
        public Builder until(Instant until) {
            this.until = until;
            return this;
        }

        /**
         * Goes on behind this cursor; null: from the beginning.
         *
         * @param cursor a cursor; null: none
         * @return this builder
         * @throws InvalidCursorException when it is not one of exec.log alone, or of all three
         */
        public Builder from(LogCursor cursor) throws InvalidCursorException {
            this.from = cursor == null ? null : LogCheckpoint.of(cursor);
            return this;
        }

        /**
         * Goes on behind this checkpoint; null: from the beginning.
         *
         * @param checkpoint a checkpoint; null: none
         * @return this builder
         */
        public Builder from(LogCheckpoint checkpoint) {
            this.from = checkpoint;
            return this;
        }

        /**
         * Begins at the end of what is there in those log files for which no cursor says otherwise.
         *
         * @param atEnd whether to
         * @return this builder
         */
        public Builder atEnd(boolean atEnd) {
            this.atEnd = atEnd;
            return this;
        }

        /**
         * Goes on for ever with what is appended, instead of ending with what is there.
         *
         * @param follow whether to
         * @return this builder
         */
        public Builder follow(boolean follow) {
            this.follow = follow;
            return this;
        }

        /**
         * The longest line in bytes, 1 KiB to 1 GiB; longer ones are skipped and reported.
         *
         * @param maxLineBytes bytes
         * @return this builder
         */
        public Builder maxLineBytes(int maxLineBytes) {
            if (maxLineBytes < 1024 || maxLineBytes > 1 << 30) {
                throw new IllegalArgumentException(
                        "maxLineBytes=" + maxLineBytes + ": must be from 1024 to " + (1 << 30));
            }
            this.maxLineBytes = maxLineBytes;
            return this;
        }

        /**
         * How many files of one log file may be open at once, at least {@value LogOptions#LEAST_OPEN_FILES}.
         *
         * @param maxOpenFiles how many
         * @return this builder
         */
        public Builder maxOpenFiles(int maxOpenFiles) {
            if (maxOpenFiles < LEAST_OPEN_FILES) {
                throw new IllegalArgumentException(
                        "maxOpenFiles=" + maxOpenFiles + ": must be at least " + LEAST_OPEN_FILES);
            }
            this.maxOpenFiles = maxOpenFiles;
            return this;
        }

        /**
         * What this stream and others may hold open together. Default: no limit but {@link #maxOpenFiles}.
         *
         * @param files what is shared
         * @return this builder
         */
        public Builder files(FileBudget files) {
            this.files = Objects.requireNonNull(files);
            return this;
        }

        /**
         * Whether a gap ends a poll with {@link MissedRotationException}; the next poll goes on behind it. Default true.
         *
         * @param fail whether it does
         * @return this builder
         */
        public Builder failOnMissedRotation(boolean fail) {
            this.failOnMissedRotation = fail;
            return this;
        }

        /**
         * The sandbox's name, for the entries' ids.
         *
         * @param sandbox its name
         * @return this builder
         */
        public Builder sandbox(String sandbox) {
            this.sandbox = Objects.requireNonNull(sandbox);
            return this;
        }

        /**
         * Who is told of what is skipped, repeated or lost.
         *
         * @param listener who is told
         * @return this builder
         */
        public Builder listener(LogListener listener) {
            this.listener = Objects.requireNonNull(listener);
            return this;
        }

        /**
         * The clock by which a quiet stream passes {@code until}.
         *
         * @param clock any clock
         * @return this builder
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock);
            return this;
        }

        /** {@return the options} */
        public LogOptions build() {
            return new LogOptions(this);
        }
    }
}
