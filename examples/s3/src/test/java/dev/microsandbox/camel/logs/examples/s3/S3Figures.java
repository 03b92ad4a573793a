package dev.microsandbox.camel.logs.examples.s3;

import static org.awaitility.Awaitility.await;

import dev.microsandbox.camel.logs.examples.testing.RotatedLog;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** How many entries a second the route brings to S3 of one sandbox, for some sizes of batches: a table in {@code target/s3-figures.md}. */
@Tag("it")
@Tag("slow")
class S3Figures {
    private static final int RUNS = 3;

    @TempDir
    Path dir;

    @Test
    void throughput() throws Exception {
        StringBuilder table = new StringBuilder(
                "| `batchSize` | entries/s, median of " + RUNS
                        + " | least | most | a batch, from read to committed, ms | object, KiB |\n| --- | --- | --- | --- | --- | --- |\n");
        measure(1000, 20_000); // warms the route and the server
        for (int batchSize : List.of(100, 1000, 10_000)) {
            Run[] runs = new Run[RUNS];
            for (int run = 0; run < RUNS; run++) {
                runs[run] = measure(batchSize, batchSize == 100 ? 20_000 : 100_000);
            }
            Arrays.sort(runs, java.util.Comparator.comparing(Run::perSecond));
            Run median = runs[RUNS / 2];
            table.append(String.format(
                    Locale.ROOT,
                    "| %d | %d | %d | %d | %.1f | %.1f |%n",
                    batchSize,
                    median.perSecond,
                    runs[0].perSecond,
                    runs[RUNS - 1].perSecond,
                    1000.0 * batchSize / median.perSecond,
                    median.objectBytes / 1024.0));
        }
        Files.writeString(Path.of("target", "s3-figures.md"), table);
        System.out.print(table);
    }

    private record Run(long perSecond, long objectBytes) {}

    private Run measure(int batchSize, int lines) throws Exception {
        Path place = Files.createTempDirectory(dir, "run");
        write(Files.createDirectories(place.resolve("home/sandboxes/web/logs")), lines);
        CountingStore[] store = new CountingStore[1];
        try (LocalS3 server = LocalS3.start(place.resolve("objects"), 0, files -> store[0] = new CountingStore(files));
                DefaultCamelContext context = Application.here(place, server, batchSize, 60_000)) {
            context.start();
            int puts = lines / batchSize;
            await().pollInterval(20, TimeUnit.MILLISECONDS)
                    .atMost(180, TimeUnit.SECONDS)
                    .until(() -> store[0].nanos.size() >= puts);
            List<Long> at = store[0].nanos;
            long nanos = at.get(puts - 1) - at.get(0);
            return new Run((puts - 1L) * batchSize * 1_000_000_000L / nanos, store[0].bytes / puts);
        }
    }

    private static void write(Path logs, int lines) throws Exception {
        try (RotatedLog log = new RotatedLog(logs, "exec.log", 10 << 20)) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < lines; i++) {
                text.append("{\"t\":\"")
                        .append(Instant.ofEpochMilli(1_764_000_000_001L + i))
                        .append("\",\"s\":\"stdout\",\"d\":\"#")
                        .append(i)
                        .append(
                                " GET /orders/595 200 65 ms, a line as long as most are in a log of this kind\\n\",\"id\":7}\n");
                if (i % 1000 == 999) {
                    log.append(text.toString().getBytes(StandardCharsets.UTF_8));
                    text.setLength(0);
                }
            }
        }
    }

    /** When each put had ended, and how much there was in all. */
    private static final class CountingStore extends ForwardingBlobStore {
        private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
        private volatile long bytes;

        CountingStore(BlobStore store) {
            super(store);
        }

        @Override
        public PutObjectResponse putBlob(PutObjectRequest request, InputStream data) {
            PutObjectResponse response = super.putBlob(request, data);
            synchronized (nanos) {
                bytes += request.contentLength();
                nanos.add(System.nanoTime());
            }
            return response;
        }
    }
}
