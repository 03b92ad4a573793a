package dev.microsandbox.camel.logs.examples.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries that the server will never take, as they are and with the reason: a line of JSON each, in a file that is synced before their
 * exchange is done. An entry that comes again, after a kill, is not added again.
 *
 * <p>Any thread.
 */
final class DeadLetters implements DeadLettersMBean {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What may come again is what was in flight and what was not committed: far less. */
    private static final int REMEMBERED = 100_000;

    private static final long TOLD_AGAIN_NANOS = 60_000_000_000L;

    private final Path file;
    private final Set<String> ids = new LinkedHashSet<>();
    private long count;
    private long told;
    private long toldAt;

    /** Goes on with a file, or begins one. */
    DeadLetters(Path file) throws IOException {
        this.file = file;
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (Files.exists(file)) {
            cutTornLine();
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    JsonNode letter = JSON.readTree(line);
                    remember(letter.path("entry").path("entryId").asText());
                }
            }
        } else {
            write(""); // so that it is known now whether it can be written
            syncDirectory();
        }
        told = count;
    }

    @Override
    public synchronized long getCount() {
        return count;
    }

    @Override
    public String getFile() {
        return file.toString();
    }

    /** Adds what was refused of a batch. When this returns, it is on disk. */
    synchronized void add(List<LogDocument> batch, List<Refusal> refusals) throws IOException {
        Map<String, String> letters = new LinkedHashMap<>();
        for (Refusal refusal : refusals) {
            LogDocument document = batch.get(refusal.position());
            if (!ids.contains(document.id())) {
                letters.put(document.id(), letter(document, refusal));
            }
        }
        if (letters.isEmpty()) {
            return;
        }
        write(String.join("", letters.values()));
        letters.keySet().forEach(this::remember);
        tell(batch.get(refusals.get(0).position()), refusals.get(0));
    }

    private static String letter(LogDocument document, Refusal refusal) throws IOException {
        Map<String, Object> letter = new LinkedHashMap<>();
        letter.put("refused", Instant.now().toString());
        letter.put("index", refusal.index());
        letter.put("status", refusal.status());
        letter.put("type", refusal.type());
        letter.put("reason", refusal.reason());
        if (document.gap() != null) {
            letter.put("gap", document.gap().toString());
        }
        letter.put("entry", document.entry().toMap());
        return JSON.writeValueAsString(letter) + "\n";
    }

    private void remember(String id) {
        ids.add(id);
        count++;
        if (ids.size() > REMEMBERED) {
            ids.remove(ids.iterator().next());
        }
    }

    /** At once, then once a minute: a server that refuses everything is not to fill the log as well. */
    private void tell(LogDocument document, Refusal refusal) {
        long now = System.nanoTime();
        if (toldAt != 0 && now - toldAt < TOLD_AGAIN_NANOS) {
            return;
        }
        LOG.warn(
                "{} entries refused for ever, {} in all, are in {}; last {}: {} {}: {}",
                count - told,
                count,
                file,
                document.id(),
                refusal.status(),
                refusal.type(),
                refusal.reason());
        told = count;
        toldAt = now | 1;
    }

    private void write(String lines) throws IOException {
        // Opened anew each time: somebody may move the file away.
        boolean made = !Files.exists(file);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            long whole = channel.size();
            try {
                ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            } catch (IOException e) {
                channel.truncate(whole); // the batch comes again
                throw e;
            }
        }
        if (made) {
            syncDirectory();
        }
    }

    private void syncDirectory() throws IOException {
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent())) {
            directory.force(true);
        }
    }

    /** What a kill in the middle of a write leaves; its batch comes again. */
    private void cutTornLine() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = channel.size();
            ByteBuffer one = ByteBuffer.allocate(1);
            while (end > 0 && channel.read(one.clear(), end - 1) == 1 && one.get(0) != '\n') {
                end--;
            }
            channel.truncate(end);
        }
    }
}
