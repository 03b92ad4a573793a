package dev.microsandbox.logs;

import java.io.IOException;
import java.time.Instant;

/**
 * How far is reading one log file behind? Looks at sizes, and at the first line that was not read.
 *
 * <p>One thread.
 */
final class LagProbe {
    /** How much is looked at for a line that tells its time. */
    private static final int PEEK_BYTES = 8 * 1024;

    private LagProbe() {}

    /** That of a file that is held, read up to {@code next}. */
    static LogLag of(LogFile file, DirectoryFiles files, RotationChain chain, long next) throws IOException {
        long unread = -next;
        for (HeldFile held : chain.held()) {
            unread += held.file.size();
        }
        int back = chain.indexOfBack();
        for (int i = 0; i < back; i++) { // there is no room to hold them
            unread += files.size(i);
        }
        Instant oldest = unread > 0 ? firstTime(file, files, chain.front().file, next) : null;
        return new LogLag(Math.max(0, unread), rotationsLeft(file, files, chain, back), oldest);
    }

    /** With how many more rotations, if nothing were read meanwhile, a line would be lost. */
    private static int rotationsLeft(LogFile file, DirectoryFiles files, RotationChain chain, int back)
            throws IOException {
        if (file.rotated == 0 || chain.front() == null || chain.isReplaced()) {
            return LogLag.NO_TELLING;
        }
        if (back >= 0 && !chain.isLost()) {
            return chain.room() + file.rotated - back + 1;
        }
        return chain.isLost() || files.identity(0) != null ? 0 : LogLag.NO_TELLING;
    }

    private static Instant firstTime(LogFile file, DirectoryFiles files, OpenFile front, long next) throws IOException {
        byte[] bytes = FileProbe.read(front, next, PEEK_BYTES);
        ParsedLine line = new ParsedLine();
        LineParser parser = LookParser.of(file, files);
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                if (i > from && parser.parse(bytes, from, i, line)) {
                    return Instant.ofEpochSecond(line.epochSecond, line.nano);
                }
                from = i + 1;
            }
        }
        return null;
    }
}
