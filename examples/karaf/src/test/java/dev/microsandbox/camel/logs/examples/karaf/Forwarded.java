package dev.microsandbox.camel.logs.examples.karaf;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What was forwarded of a sandbox, as the producer wrote it: of the line's fields those that it has. */
final class Forwarded {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS = Set.of("t", "s", "d", "id");

    private Forwarded() {}

    /** Whole lines only: the last may be under way just now. */
    static List<String> in(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : text(file).lines().toList()) {
            lines.add(((ObjectNode) JSON.readTree(line)).retain(FIELDS).toString());
        }
        return lines;
    }

    static long count(Path file) throws IOException {
        return text(file).lines().count();
    }

    private static String text(Path file) throws IOException {
        try {
            String text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1);
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
