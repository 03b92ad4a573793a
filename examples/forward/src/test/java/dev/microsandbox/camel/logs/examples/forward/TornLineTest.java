package dev.microsandbox.camel.logs.examples.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TornLineTest {
    @TempDir
    Path dir;

    @Test
    void cutsBehindTheLastLineEnd() throws IOException {
        assertEquals("one\ntwo\n", cut("one\ntwo\nthr"));
        assertEquals("one\n", cut("one\n" + "x".repeat(20_000)));
        assertEquals("", cut("x".repeat(20_000)));
    }

    @Test
    void leavesWholeLinesAlone() throws IOException {
        assertEquals("one\ntwo\n", cut("one\ntwo\n"));
        assertEquals("", cut(""));
    }

    @Test
    void leavesWhatIsNotThere() throws IOException {
        TornLine.cut(dir.resolve("none/file"));
        assertFalse(Files.exists(dir.resolve("none")));
    }

    private String cut(String text) throws IOException {
        Path file = Files.writeString(dir.resolve("file"), text);
        TornLine.cut(file);
        return Files.readString(file);
    }
}
