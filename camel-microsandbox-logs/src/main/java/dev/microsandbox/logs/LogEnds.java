package dev.microsandbox.logs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When were the first and the last entry of a log file written? Looks at the beginning of its oldest file and at the end of its newest,
 * and into their neighbours where those are short, {@link #WINDOW} bytes at either end and no more.
 *
 * <p>One thread.
 */
final class LogEnds {
    /** How much is read at either end. */
    static final int WINDOW = 64 * 1024;

    private static final int TRIES = 1000;

    private final LogFile file;
    private final int maxLineBytes;
    private final LineFilter wanted;
    private final DirectoryFiles files;
    private final ParsedLine line = new ParsedLine();

    private LineParser parser;
    private Instant first;
    private Instant last;

    LogEnds(Path directory, LogFile file, LogOptions options) {
        this.file = file;
        this.maxLineBytes = options.maxLineBytes();
        this.wanted = new LineFilter(options.sources(), null, null);
        this.files = new DirectoryFiles(directory, file, options.listener());
    }

    /** The time of the first entry; null when none was found. */
    Instant first() {
        return first;
    }

    /** The time of the last entry; null when none was found. */
    Instant last() {
        return last;
    }

    /** Looks. */
    LogEnds look() throws IOException {
        RotationChain chain =
                new RotationChain(files, file.rotated, LogOptions.DEFAULT_MAX_OPEN_FILES, System::nanoTime);
        try (ChainReader reader = new ChainReader(chain)) {
            hold(reader);
            parser = LookParser.of(file, files);
            List<ChainReader.Extent> extents = reader.sizes();
            first = firstIn(beginning(extents));
            last = lastIn(end(extents));
        }
        return this;
    }

    /** Holds all files there are, the live one among them where it is there. */
    private void hold(ChainReader reader) throws IOException {
        for (int tries = 0; tries < 2 * TRIES; tries++) {
            RotationChain.Start start = reader.begin();
            if (start == RotationChain.Start.NOTHING
                    || start == RotationChain.Start.HELD && reader.readOnce(tries < TRIES)) {
                return;
            }
            Thread.onSpinWait();
        }
        throw new IOException("the names of " + file.fileName + " do not come to rest");
    }

    /** The first bytes, which begin with a line. */
    private byte[] beginning(List<ChainReader.Extent> extents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0, left = WINDOW; i < extents.size() && left > 0; i++) {
            ChainReader.Extent extent = extents.get(i);
            byte[] some = FileProbe.read(extent.file(), 0, (int) Math.min(left, extent.size()));
            left -= some.length;
            bytes.write(some, 0, wholeLines(some));
        }
        return bytes.toByteArray();
    }

    /** The last bytes, which begin with a line. */
    private byte[] end(List<ChainReader.Extent> extents) throws IOException {
        List<byte[]> backwards = new ArrayList<>();
        boolean cut = false;
        for (int i = extents.size() - 1, left = WINDOW; i >= 0 && left > 0; i--) {
            ChainReader.Extent extent = extents.get(i);
            int length = (int) Math.min(left, extent.size());
            backwards.add(FileProbe.read(extent.file(), extent.size() - length, length));
            left -= length;
            cut = length < extent.size() || file.joinsLines && i > 0;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = backwards.size() - 1; i >= 0; i--) {
            byte[] some = backwards.get(i);
            int from = cut && i == backwards.size() - 1 ? secondLine(some) : 0;
            bytes.write(some, from, Math.max(0, wholeLines(some) - from));
        }
        return bytes.toByteArray();
    }

    /** How much of a file's bytes is given on: an unfinished line only where the next file goes on with it. */
    private int wholeLines(byte[] bytes) {
        int end = bytes.length;
        while (!file.joinsLines && end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    /** Where the second line begins; the length where none does. */
    private static int secondLine(byte[] bytes) {
        int i = 0;
        while (i < bytes.length && bytes[i++] != '\n') {
            // the first may be the rest of a line
        }
        return i;
    }

    private Instant firstIn(byte[] bytes) {
        int begin = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                if (isEntry(bytes, begin, i)) {
                    return Instant.ofEpochSecond(line.epochSecond, line.nano);
                }
                begin = i + 1;
            }
        }
        return null;
    }

    private Instant lastIn(byte[] bytes) {
        int end = -1;
        for (int i = bytes.length - 1; i >= -1; i--) {
            if (i < 0 || bytes[i] == '\n') {
                if (end >= 0 && isEntry(bytes, i + 1, end)) {
                    return Instant.ofEpochSecond(line.epochSecond, line.nano);
                }
                end = i;
            }
        }
        return null;
    }

    private boolean isEntry(byte[] bytes, int from, int to) {
        return to > from
                && to - from <= maxLineBytes
                && parser.parse(bytes, from, to, line)
                && wanted.judge(line) == LineFilter.Verdict.GIVE;
    }
}
