package dev.microsandbox.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What untrusted code can write into a line costs neither stack nor memory beyond the line's length, nor more time than a plain line. */
class HostileTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final int LEVELS = 100_000;
    private static final int DIGITS = 1_000_000;
    private static final int FIELDS = 1_000_000;
    private static final int ESCAPE_BYTES = 10 * MEBIBYTE;

    @TempDir
    Path directory;

    /** A line of 10 MiB is in memory as it stands, as its text, and as its data; and the buffer is copied when it grows. */
    @Test
    void readsThemAllWithASmallHeapAndASmallStack() throws Exception {
        assertEquals(write(16 * MEBIBYTE), read(16 * MEBIBYTE, "-Xmx96m"));
    }

    @Test
    void skipsThoseBeyondTheLimitWithASmallerHeap() throws Exception {
        assertEquals(write(MEBIBYTE), read(MEBIBYTE, "-Xmx24m"));
    }

    /** Each hostile line has a good one behind it; gives what should be read. */
    private List<String> write(int maxLineBytes) throws Exception {
        List<String> wanted = new ArrayList<>();
        try (OutputStream exec = Files.newOutputStream(directory.resolve("exec.log"))) {
            for (HostileLine kind : HostileLine.values()) {
                byte[] line = line(kind);
                exec.write(line);
                exec.write(good(kind.name()));
                Answer answer = Answer.of(new ExecLineParser(), line);
                assertEquals(kind.valid, answer != null, kind::name);
                wanted.add("exec.log "
                        + (line.length > maxLineBytes
                                ? "oversized"
                                : answer == null ? "malformed" : answer.data().remaining() + " bytes"));
                wanted.add("exec.log " + kind);
            }
        }
        return wanted;
    }

    private static byte[] line(HostileLine kind) {
        return switch (kind) {
            case DEEP_ARRAYS, DEEP_OBJECTS, OPEN_ARRAYS, OPEN_OBJECTS -> kind.times(LEVELS);
            case LONG_NUMBER, LONG_FRACTION, LONG_EXPONENT, LONG_SESSION, LONG_SESSION_OF_ZEROS -> kind.times(DIGITS);
            case MANY_FIELDS, MANY_FIELDS_WITH_ESCAPES, MANY_DATA_FIELDS -> kind.times(FIELDS);
            case ESCAPES, HEX_ESCAPES, SURROGATE_PAIRS -> kind.ofBytes(ESCAPE_BYTES);
            default -> kind.ofBytes(MEBIBYTE / 2);
        };
    }

    private static byte[] good(String text) {
        return ("\n{\"t\":\"2026-04-30T20:32:59.688Z\",\"s\":\"stdout\",\"d\":\"" + text + "\\n\",\"id\":7}\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Long lines of text: of escapes, of escapes that do not end, of bytes that are no UTF-8, of NUL. */
    @Test
    void readsTextThatIsAllEscapesOrNoTextWithASmallHeapAndASmallStack() throws Exception {
        List<String> wanted = new ArrayList<>();
        int times = 10 * MEBIBYTE / 4;
        try (OutputStream kernel = Files.newOutputStream(directory.resolve("kernel.log"))) {
            for (String unit : List.of("\u001B[0m", "\u001B]0;", "\u001B\u001B\u001B\u001B", "\0\0\0\0", "\u009B1m ")) {
                kernel.write(unit.repeat(times).getBytes(StandardCharsets.UTF_8));
                kernel.write("\ngood\n".getBytes(StandardCharsets.UTF_8));
                int data = unit.charAt(0) == '\u001B' ? 0 : unit.getBytes(StandardCharsets.UTF_8).length * times;
                wanted.add("kernel.log " + (data == 0 ? "" : data + 1 + " bytes"));
                wanted.add("kernel.log good");
            }
            byte[] bad = new byte[4 * times];
            Arrays.fill(bad, (byte) 0xFF);
            kernel.write(bad);
            kernel.write("\ngood\n".getBytes(StandardCharsets.UTF_8));
            wanted.add("kernel.log " + (3 * bad.length + 1) + " bytes");
            wanted.add("kernel.log good");
        }
        assertEquals(wanted, read(16 * MEBIBYTE, "-Xmx192m"));
    }

    private List<String> read(int maxLineBytes, String heap) throws Exception {
        List<String> read = new ArrayList<>();
        try (SecondJvm reader = SecondJvm.start(HostileMain.class, List.of(heap), directory, maxLineBytes)) {
            for (String line = reader.expect(""); !line.equals("end"); line = reader.expect("")) {
                read.add(line);
            }
            assertEquals(0, reader.exit());
        }
        return read;
    }

    @ParameterizedTest
    @EnumSource
    void needsTimeInProportionToALine(HostileLine kind) {
        byte[] line = kind.ofBytes(MEBIBYTE / 4);
        byte[] longer = kind.ofBytes(MEBIBYTE);
        ExecLineParser parser = new ExecLineParser();
        Ratio.requireLinear(
                kind.name(), 4, () -> parse(parser, line, kind.valid), () -> parse(parser, longer, kind.valid));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001B[0m",
                "\u001B[",
                "\u001B]0;",
                "\u001B",
                "\u00e9",
                "\u3000",
                "\u0000",
                "a ",
                "Z",
                "\u001B]\u001B"
            })
    void needsTimeInProportionToALineOfText(String unit) {
        byte[] line = unit.repeat(MEBIBYTE / 4 / unit.length()).getBytes(StandardCharsets.UTF_8);
        byte[] longer = unit.repeat(MEBIBYTE / unit.length()).getBytes(StandardCharsets.UTF_8);
        TextLineParser parser = new TextLineParser();
        Ratio.requireLinear(
                RandomLine.print(unit.getBytes(StandardCharsets.UTF_8)),
                4,
                () -> parse(parser, line, true),
                () -> parse(parser, longer, true));
    }

    @Test
    void needsTimeInProportionToALineOfBytesThatAreNoText() {
        for (int bad : new int[] {0xFF, 0xE2, 0xF0, 0x80}) {
            byte[] longer = new byte[MEBIBYTE];
            Arrays.fill(longer, (byte) bad);
            byte[] line = Arrays.copyOf(longer, MEBIBYTE / 4);
            TextLineParser parser = new TextLineParser();
            Ratio.requireLinear(
                    Integer.toHexString(bad), 4, () -> parse(parser, line, true), () -> parse(parser, longer, true));
        }
    }

    /** A line that does not fit into a buffer is not read anew from its beginning for each buffer of it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void needsTimeInProportionToAFileOfOneLine(boolean fits) throws Exception {
        Path small = oneLine("small", 4 * MEBIBYTE);
        Path large = oneLine("large", 16 * MEBIBYTE);
        int limit = fits ? 20 * MEBIBYTE : MEBIBYTE;
        Ratio.requireLinear("a line of a file", 4, () -> drain(small, limit, fits), () -> drain(large, limit, fits));
    }

    private Path oneLine(String name, int bytes) throws Exception {
        Path logs = Files.createDirectory(directory.resolve(name));
        byte[] line = HostileLine.ESCAPES.ofBytes(bytes);
        try (OutputStream out = Files.newOutputStream(logs.resolve("exec.log"))) {
            out.write(line);
            out.write(good("behind"));
        }
        return logs;
    }

    private static void drain(Path logs, int limit, boolean fits) {
        try {
            List<LogEntry> entries =
                    Streams.drain(logs, LogOptions.builder().maxLineBytes(limit).build());
            assertEquals(fits ? 2 : 1, entries.size());
            assertEquals("behind\n", entries.get(entries.size() - 1).text());
        } catch (LogException e) {
            throw new AssertionError(e);
        }
    }

    private static void parse(LineParser parser, byte[] line, boolean valid) {
        Answer answer = Answer.of(parser, line, 0, line.length);
        if (valid) {
            assertNotNull(answer);
        } else {
            assertNull(answer);
        }
    }
}
