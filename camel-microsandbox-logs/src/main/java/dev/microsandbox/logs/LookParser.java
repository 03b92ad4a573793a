package dev.microsandbox.logs;

import java.io.IOException;
import java.time.Instant;

/** The parser of whoever looks into a log file once, and not line after line. */
final class LookParser {
    private LookParser() {}

    /** Of its own, with the time that lines have now which say none. */
    static LineParser of(LogFile file, DirectoryFiles files) throws IOException {
        if (file == LogFile.EXEC) {
            return new ExecLineParser();
        }
        TextLineParser text = new TextLineParser();
        Instant modified = files.liveModified().toInstant();
        text.fallbackTime(modified.getEpochSecond(), modified.getNano());
        return text;
    }
}
