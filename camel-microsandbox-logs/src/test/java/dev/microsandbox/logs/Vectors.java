package dev.microsandbox.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The conformance vectors: log directories, and what the upstream engine gave for them. README beside them. */
public final class Vectors {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Vectors() {}

    /** One directory and its question. */
    public record Case(String name, Path folder, JsonNode question) {
        public Set<LogSource> sources() {
            if (question.get("sources").isNull()) {
                return null;
            }
            Set<LogSource> sources = new LinkedHashSet<>();
            question.get("sources").forEach(source -> sources.addAll(LogSource.parse(source.asText())));
            return sources;
        }

        public Instant time(String field) {
            return question.get(field).isNull()
                    ? null
                    : Instant.parse(question.get(field).asText());
        }

        public int tail() {
            return question.get("tail").isNull()
                    ? LogSnapshot.ALL
                    : question.get("tail").asInt();
        }

        public boolean compares(String answer) {
            return question.get("compare").get(answer).asBoolean();
        }

        public LogOptions.Builder options() {
            return LogOptions.builder().sources(sources()).since(time("since")).until(time("until"));
        }

        /** The lines of an answer; none where there is no such file. */
        public List<JsonNode> answer(String file) throws IOException {
            List<JsonNode> lines = new ArrayList<>();
            if (Files.exists(folder.resolve(file))) {
                for (String line : Files.readAllLines(folder.resolve(file))) {
                    lines.add(JSON.readTree(line));
                }
            }
            return lines;
        }

        /** Copies the log files to {@code to}, with the modification times of the case. */
        public Path copyTo(Path to) throws IOException {
            Files.createDirectories(to);
            if (Files.isDirectory(folder.resolve("logs"))) {
                try (Stream<Path> files = Files.list(folder.resolve("logs"))) {
                    for (Path file : files.toList()) {
                        Files.copy(file, to.resolve(file.getFileName().toString()));
                    }
                }
            }
            JsonNode mtime = question.get("mtime");
            for (var names = mtime.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                Files.setLastModifiedTime(
                        to.resolve(name),
                        FileTime.from(Instant.parse(mtime.get(name).asText())));
            }
            return to;
        }
    }

    /** All cases, by name. */
    public static List<Case> all() throws IOException, URISyntaxException {
        Path root = Path.of(Vectors.class.getResource("/vectors").toURI());
        List<Case> cases = new ArrayList<>();
        try (Stream<Path> folders = Files.list(root)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                JsonNode question = JSON.readTree(folder.resolve("case.json").toFile());
                cases.add(new Case(folder.getFileName().toString(), folder, question));
            }
        }
        cases.sort(Comparator.comparing(Case::name));
        return cases;
    }

    /** An entry in the form of the answers; {@code names} maps generations to file names, null leaves the cursor out. */
    public static String render(LogEntry entry, Map<Long, String> names) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(entry.timestamp().truncatedTo(ChronoUnit.MILLIS)).append(' ');
        text.append(entry.source().text()).append(' ');
        text.append(entry.sessionId() == null ? "null" : Long.toUnsignedString(entry.sessionId()));
        text.append(' ').append(Base64.getEncoder().encodeToString(entry.data()));
        if (names != null) {
            for (LogPosition position : entry.cursor().positions()) {
                text.append(' ')
                        .append(
                                position.isStart()
                                        ? "null"
                                        : names.get(position.generation()) + "@" + position.offset());
            }
        }
        return text.toString();
    }

    /** An entry of an answer in the same form. */
    public static String render(JsonNode entry, boolean cursor) {
        StringBuilder text = new StringBuilder();
        text.append(Instant.parse(entry.get("t").asText()).truncatedTo(ChronoUnit.MILLIS))
                .append(' ');
        text.append(entry.get("s").asText()).append(' ').append(entry.get("id").asText());
        text.append(' ').append(entry.get("b64").asText());
        if (cursor) {
            entry.get("cursor").forEach(position -> text.append(' ')
                    .append(
                            position.isNull()
                                    ? "null"
                                    : position.get(0).asText() + "@"
                                            + position.get(1).asLong()));
        }
        return text.toString();
    }

    /** File names by generation. */
    public static Map<Long, String> names(Path directory) throws IOException {
        Map<Long, String> names = new HashMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                names.put(
                        FileIdentity.look(file).generation().number(),
                        file.getFileName().toString());
            }
        }
        return names;
    }
}
