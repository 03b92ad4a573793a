package dev.microsandbox.camel.logs.examples.forward;

import dev.microsandbox.camel.logs.journal.JournalStateRepository;
import dev.microsandbox.logs.LogCheckpoint;
import dev.microsandbox.logs.LogException;
import dev.microsandbox.logs.LogPosition;
import dev.microsandbox.logs.MicrosandboxHome;
import dev.microsandbox.logs.SandboxPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where each sandbox goes on, read from the stored cursors. The journal has one owner, so this is done before the route starts.
 */
final class ResumePoints {
    private static final int ROTATED = 4;

    private ResumePoints() {}

    /** A line per sandbox of the home. */
    static List<String> in(Path cursorDir, MicrosandboxHome home) throws LogException {
        List<String> lines = new ArrayList<>();
        JournalStateRepository journal = new JournalStateRepository(cursorDir.resolve(ForwardRoute.NAME));
        journal.start();
        try {
            for (String sandbox : home.list(SandboxPattern.parse("*"), null)) {
                String stored = journal.getState(ForwardRoute.NAME + "/" + sandbox);
                lines.add(sandbox
                        + (stored == null
                                ? ": from the beginning"
                                : ": resumes at " + places(LogCheckpoint.parse(stored), home.logDirectory(sandbox))));
            }
        } finally {
            journal.stop();
        }
        return lines;
    }

    private static String places(LogCheckpoint checkpoint, Path logs) {
        List<String> places = new ArrayList<>();
        for (String logFile : checkpoint.fileNames()) {
            LogPosition position = checkpoint.position(logFile);
            if (!position.isStart()) {
                places.add(nameNow(logs, logFile, position.generation()) + " byte " + position.offset());
            }
        }
        return places.isEmpty() ? "the beginning" : String.join(", ", places);
    }

    /** A file keeps its inode while its name moves up. */
    private static String nameNow(Path logs, String logFile, long inode) {
        for (int i = 0; i <= ROTATED; i++) {
            Path name = logs.resolve(i == 0 ? logFile : logFile + "." + i);
            try {
                if (((Number) Files.getAttribute(name, "unix:ino")).longValue() == inode) {
                    return name.getFileName().toString();
                }
            } catch (NoSuchFileException e) {
                // not that old yet
            } catch (IOException | UnsupportedOperationException e) {
                return logFile; // says where, not more: the component itself finds the file
            }
        }
        return logFile + " (rotated away)";
    }
}
