package dev.microsandbox.logs;

import java.io.IOException;

/** The parser of whoever looks into a log file once, and not line after line. */
final class LookParser {
    private LookParser() {}

    /** Of its own, with the time that lines have now which say none. */
    static LineParser of(LogFile file, DirectoryFiles files) throws IOException {
        if (file == LogFile.EXEC) {
            return new ExecLineParser();
        }
        TextLineParser text = new TextLineParser();
        text.fallbackTime(files.liveModified().toInstant());
        return text;
    }
}
