package dev.microsandbox.camel.logs;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.apache.camel.support.AsyncProcessorSupport;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A Camel application in a process of its own, until it is killed, or told {@code stop} on its standard input. Its sink appends one
 * line for each entry, in one write: {@code <milliseconds> <sandbox> <number> <entry id> <try>}.
 *
 * <pre>
 * KillMain DIRECTORY URI VARIANT SINK|DATABASE
 * </pre>
 */
final class KillMain {
    /** What the route does behind the consumer. */
    enum Variant {
        /** Writes at once. */
        SYNCHRONOUS,
        /** Writes after a while, in any order, from other threads. */
        ASYNCHRONOUS,
        /** Writes at once, and fails now and then, before it writes or after. */
        FAILING,
        /** Commits by hand, after it has written. */
        MANUAL,
        /** Inserts into a database, once for each entry id, both in one transaction. */
        DATABASE
    }

    private KillMain() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Variant variant = Variant.valueOf(arguments[2]);
        try (App app = new App(Path.of(arguments[0]))) {
            app.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() throws Exception {
                    errorHandler(noErrorHandler()); // the default one prints a page for each failure
                    RouteDefinition route = from(App.uri(arguments[1])).routeId("r");
                    if (variant == Variant.DATABASE) {
                        database(app, route, arguments[3]);
                    } else {
                        file(route, variant, Path.of(arguments[3]));
                    }
                }
            });
            app.start();
            out.println("started");
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            if (!"stop".equals(line)) {
                throw new IllegalStateException("told " + line);
            }
        }
        out.println("stopped");
        System.exit(0);
    }

    private static void file(ProcessorDefinition<?> route, Variant variant, Path file) throws IOException {
        FileChannel sink = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        write(sink, "\n"); // ends a line that a kill may have torn
        Random random = new Random();
        switch (variant) {
            case ASYNCHRONOUS -> route.process(new Later(sink));
            case FAILING -> route.process(exchange -> {
                int chance = random.nextInt(20);
                if (chance == 0) {
                    throw new IllegalStateException("before");
                }
                write(sink, lines(exchange));
                if (chance == 1) {
                    throw new IllegalStateException("after");
                }
            });
            case MANUAL -> route.process(exchange -> {
                write(sink, lines(exchange));
                exchange.getMessage()
                        .getHeader(MsbLogsConstants.MANUAL_COMMIT, MsbLogsManualCommit.class)
                        .commit();
            });
            default -> route.process(exchange -> write(sink, lines(exchange)));
        }
    }

    /** Ends exchanges on other threads, in any order. */
    private static final class Later extends AsyncProcessorSupport {
        private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);
        private final FileChannel sink;

        Later(FileChannel sink) {
            this.sink = sink;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            var unused = threads.schedule(
                    () -> {
                        write(sink, lines(exchange));
                        callback.done(false);
                    },
                    ThreadLocalRandom.current().nextInt(4000),
                    TimeUnit.MICROSECONDS);
            return false;
        }
    }

    private static String lines(Exchange exchange) {
        StringBuilder lines = new StringBuilder();
        Object body = exchange.getMessage().getBody();
        Integer tryNumber = exchange.getMessage().getHeader(MsbLogsConstants.TRY, 1, Integer.class);
        for (Object one : body instanceof LogBatch batch ? batch : java.util.List.of(body)) {
            var entry = (dev.microsandbox.logs.LogEntry) one;
            String number = entry.text().substring(0, entry.text().indexOf(' '));
            lines.append(System.currentTimeMillis())
                    .append(' ')
                    .append(entry.sandbox())
                    .append(' ')
                    .append(number)
                    .append(' ')
                    .append(entry.id())
                    .append(' ')
                    .append(tryNumber)
                    .append('\n');
        }
        return lines.toString();
    }

    private static void write(FileChannel sink, String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            sink.write(bytes);
            if (bytes.hasRemaining()) {
                throw new IOException("a short write");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void database(App app, ProcessorDefinition<?> route, String url) {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl(url);
        JdbcTemplate sql = new JdbcTemplate(database);
        DataSourceTransactionManager transactions = new DataSourceTransactionManager(database);
        app.context.getRegistry().bind("required", new SpringTransactionPolicy(transactions));
        JdbcMessageIdRepository ids =
                new JdbcMessageIdRepository(database, new TransactionTemplate(transactions), "kill");
        route.transacted("required")
                .idempotentConsumer(org.apache.camel.builder.Builder.header(MsbLogsConstants.ENTRY_ID))
                .idempotentRepository(ids)
                .process(exchange -> {
                    var entry = exchange.getMessage().getBody(dev.microsandbox.logs.LogEntry.class);
                    sql.update(
                            "insert into line values (?, ?)",
                            entry.sandbox(),
                            Long.parseLong(
                                    entry.text().substring(0, entry.text().indexOf(' '))));
                });
    }
}
