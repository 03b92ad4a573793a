package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.FileBudget;
import dev.microsandbox.logs.LogCheckpoint;
import dev.microsandbox.logs.LogException;
import dev.microsandbox.logs.LogOptions;
import java.time.Instant;

/**
 * Where the sandboxes of a consumer begin and end, as its options say; times that are given from now count from its start.
 *
 * <p>Immutable; any thread.
 */
final class Beginnings {
    private final MsbLogsEndpoint endpoint;
    private final MsbLogsConfiguration configuration;
    private final FileBudget files;
    private final Instant since;
    private final Instant until;
    private final LogCheckpoint fromCursor;

    Beginnings(MsbLogsEndpoint endpoint, FileBudget files) throws LogException {
        this.endpoint = endpoint;
        this.configuration = endpoint.getConfiguration();
        this.files = files;
        Instant now = Instant.now();
        this.since = endpoint.since(now);
        this.until = endpoint.until(now);
        this.fromCursor = endpoint.fromCursor();
    }

    /** What all of them may have open. */
    FileBudget files() {
        return files;
    }

    /** Where reading ends; null: never. */
    Instant until() {
        return until;
    }

    /**
     * Where one begins that has no stored cursor, and what is done with one that does not fit.
     *
     * @param first whether it was there when the consumer started for the first time
     */
    TailOpening.Beginning of(boolean first) {
        boolean fails = configuration.getOnMissedRotation() == MsbLogsConfiguration.OnMissedRotation.fail;
        LogOptions.Builder options = endpoint.options()
                .files(files)
                .until(until)
                .follow(configuration.isFollow())
                .failOnMissedRotation(fails)
                .since(first ? since : null)
                .atEnd(first && configuration.getStart() == MsbLogsConfiguration.Start.end);
        return new TailOpening.Beginning(
                options,
                first ? fromCursor : null,
                until,
                configuration.getOnInvalidCursor() != MsbLogsConfiguration.OnInvalidCursor.fail,
                configuration.getOnInvalidCursor() == MsbLogsConfiguration.OnInvalidCursor.end,
                fails);
    }
}
