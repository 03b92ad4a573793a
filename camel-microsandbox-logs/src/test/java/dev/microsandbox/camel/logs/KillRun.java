package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.logs.ProducerWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a sink that survives its application was given, run by run, and the producer that writes on meanwhile. The producer never gets
 * further ahead of the sink than the rotated files on disk reach.
 *
 * <p>One thread.
 */
final class KillRun implements AutoCloseable {
    private static final int ROTATE_BYTES = 32 * 1024;
    /** A file has about 200 lines; five files are on disk. What is stored may lie behind what was given. */
    private static final int AHEAD = 300;

    /** One delivery. */
    record Given(long millis, String sandbox, long number, String id, int tryNumber) {}

    /** When an entry was given last, and by which run. */
    record Last(long millis, int run) {}

    private final Path sink;
    private final Map<String, ProducerWriter> producers = new TreeMap<>();
    private final Map<String, Long> written = new HashMap<>();
    private final Map<String, Long> highest = new HashMap<>();
    private final Map<String, Map<Long, Given>> first = new HashMap<>();
    private final Map<String, String> ids = new HashMap<>();
    private final List<Integer> repeats = new ArrayList<>();
    private final Map<String, Last> last = new HashMap<>();
    /** When each run was killed. */
    private final List<Long> kills = new ArrayList<>();

    private long position;
    private int deliveries;

    KillRun(Path directory, Path sink, List<String> sandboxes) throws IOException {
        this.sink = sink;
        Sandboxes all = new Sandboxes(App.home(directory).resolve("sandboxes"));
        for (String sandbox : sandboxes) {
            producers.put(sandbox, new ProducerWriter(all.logs(sandbox), ROTATE_BYTES).varied());
            written.put(sandbox, 0L);
            highest.put(sandbox, 0L);
            first.put(sandbox, new TreeMap<>());
        }
    }

    /** Writes some lines into each sandbox that is not too far ahead. */
    void produce() throws IOException {
        for (Map.Entry<String, ProducerWriter> producer : producers.entrySet()) {
            String sandbox = producer.getKey();
            long number = written.get(sandbox);
            for (int i = 0; i < 10 && number < contiguous(sandbox) + AHEAD; i++) {
                producer.getValue().numbered(++number);
            }
            written.put(sandbox, number);
        }
    }

    /** Up to which number all of a sandbox have been given. */
    private long contiguous(String sandbox) {
        long number = highest.get(sandbox);
        while (first.get(sandbox).containsKey(number + 1)) {
            number++;
        }
        highest.put(sandbox, number);
        return number;
    }

    /** Takes in what the sink was given since the last time. */
    List<Given> read() throws IOException {
        List<Given> news = new ArrayList<>();
        if (!Files.exists(sink)) {
            return news;
        }
        byte[] bytes;
        try (var channel = Files.newByteChannel(sink)) {
            channel.position(position);
            var buffer = java.nio.ByteBuffer.allocate((int) (channel.size() - position));
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // until all is read
            }
            bytes = java.util.Arrays.copyOf(buffer.array(), buffer.position());
        }
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        position += end;
        for (String line : new String(bytes, 0, end, java.nio.charset.StandardCharsets.US_ASCII).split("\n")) {
            String[] words = line.split(" ");
            if (words.length == 5) {
                Given given = new Given(
                        Long.parseLong(words[0]),
                        words[1],
                        Long.parseLong(words[2]),
                        words[3],
                        Integer.parseInt(words[4]));
                take(given);
                news.add(given);
            }
        }
        return news;
    }

    private void take(Given given) {
        deliveries++;
        last.put(given.sandbox() + given.number(), new Last(given.millis(), kills.size()));
        Given before = first.get(given.sandbox()).putIfAbsent(given.number(), given);
        if (before != null) {
            assertEquals(before.id(), given.id(), "the entry id of a repeat");
        }
        String line = given.sandbox() + " " + given.number();
        assertEquals(line, ids.computeIfAbsent(given.id(), id -> line), "whose the entry id " + given.id() + " is");
    }

    /**
     * The application was killed. Judges what this run gave: how much of it was a repeat, and whether that was allowed: it had been given,
     * the last time, not long before the kill that ended the run which gave it.
     */
    void killed(List<Given> run, Map<String, Last> before, long allowedMillis) {
        int again = 0;
        for (Given given : run) {
            Last earlier = before.get(given.sandbox() + given.number());
            if (earlier != null && given.tryNumber() == 1) {
                again++;
                long beforeKill = kills.get(earlier.run()) - earlier.millis();
                assertTrue(
                        beforeKill <= allowedMillis,
                        () -> given + " came again, given " + beforeKill + " ms before a kill");
            }
        }
        repeats.add(again);
        kills.add(System.currentTimeMillis());
    }

    /** In one run the numbers of a sandbox go on one by one; a try after the first may go back. */
    static void inOrder(List<Given> run) {
        Map<String, Long> last = new HashMap<>();
        for (Given given : run) {
            Long before = last.put(given.sandbox(), given.number());
            assertTrue(
                    before == null || given.number() == before + 1 || given.tryNumber() > 1 && given.number() <= before,
                    () -> given + " after number " + before);
        }
    }

    /** When each entry was given last, and by which run: a copy. */
    Map<String, Last> soFar() {
        return new HashMap<>(last);
    }

    /** Whether all that was written was given. */
    boolean isAllGiven() {
        return written.entrySet().stream().allMatch(sandbox -> contiguous(sandbox.getKey()) == sandbox.getValue());
    }

    long written() {
        return written.values().stream().mapToLong(Long::longValue).sum();
    }

    Map<String, Long> writtenBySandbox() {
        return written;
    }

    int deliveries() {
        return deliveries;
    }

    /** How many came again after each kill, in order of size. */
    List<Integer> repeats() {
        return repeats.stream().sorted().toList();
    }

    @Override
    public void close() throws IOException {
        for (ProducerWriter producer : producers.values()) {
            producer.close();
        }
    }
}
