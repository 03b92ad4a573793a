package dev.microsandbox.camel.logs.journal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trouble of a journal as log lines: one for each reason until it is over, however often it is tried. */
final class JournalLog implements JournalListener {
    private static final Logger LOG = LoggerFactory.getLogger(JournalStateRepository.class);

    /** A reason with a number in it would otherwise be a new one each time. */
    private static final int MOST_REASONS = 10;

    private final Path directory;
    private final Set<String> notStored = new HashSet<>();
    private final Set<String> notCompacted = new HashSet<>();

    JournalLog(Path directory) {
        this.directory = directory;
    }

    @Override
    public void tornTail(Path file, long from, long to, List<String> keys) {
        LOG.info(
                "The end of {}, from byte {} to {}, is of a write that was cut off, by a crash probably: dropped."
                        + " Keys in it: {}",
                file,
                from,
                to,
                JournalText.escaped(keys));
    }

    @Override
    public void damaged(Path file, long from, long to, List<String> keys) {
        LOG.warn(
                "{} is damaged from byte {} to {}: skipped, the rest is used. An older state, or none, is used for the"
                        + " keys in it, as far as they can be read: {}",
                file,
                from,
                to,
                JournalText.escaped(keys));
    }

    @Override
    public void notStored(IOException reason) {
        if (isNew(notStored, reason)) {
            LOG.warn(
                    "Cursors are not stored in {}, only kept in memory, and it is tried again every few seconds: {}."
                            + " What is not stored when the process ends comes again after the next start",
                    directory,
                    reason.toString());
        }
    }

    @Override
    public void storedAgain() {
        notStored.clear();
        LOG.info("Cursors are stored again in {}, with all that was owed", directory);
    }

    @Override
    public void notCompacted(IOException reason) {
        if (isNew(notCompacted, reason)) {
            LOG.warn(
                    "The journal in {} cannot be made smaller, and grows; cursors are stored: {}",
                    directory,
                    reason.toString());
        }
    }

    private static boolean isNew(Set<String> reasons, IOException e) {
        return reasons.size() < MOST_REASONS && reasons.add(kind(e));
    }

    /** Without the name of the file: a full disk is one trouble, whichever write it meets first. */
    private static String kind(IOException e) {
        String reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return reason == null ? e.getClass().getName() : reason;
    }
}
