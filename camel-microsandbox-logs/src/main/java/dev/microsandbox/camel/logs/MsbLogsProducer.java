package dev.microsandbox.camel.logs;

import dev.microsandbox.logs.LogEntry;
import dev.microsandbox.logs.LogException;
import dev.microsandbox.logs.LogOptions;
import dev.microsandbox.logs.LogSnapshot;
import dev.microsandbox.logs.SandboxNotFoundException;
import dev.microsandbox.logs.SandboxPattern;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/**
 * Reads a snapshot of one or several sandboxes, merged by time, or lists them.
 *
 * <p>Any thread.
 */
public class MsbLogsProducer extends DefaultProducer {
    private final MsbLogsEndpoint endpoint;

    /** For an endpoint whose options were checked. */
    public MsbLogsProducer(MsbLogsEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message in = exchange.getMessage();
        String header = in.getHeader(MsbLogsConstants.SANDBOX, String.class);
        SandboxPattern pattern = header == null ? endpoint.pattern() : pattern(header);
        SandboxDirectories directories = endpoint.directories(pattern);
        if (endpoint.getConfiguration().getOperation() == MsbLogsConfiguration.Operation.list) {
            List<SandboxInfo> infos = new ArrayList<>();
            for (String name : directories.list()) {
                infos.add(info(name, directories.logDirectory(name)));
            }
            in.setBody(infos);
            return;
        }
        Instant now = Instant.now();
        Instant since = time(in, MsbLogsConstants.SINCE, endpoint.since(now), now, false);
        Instant until = time(in, MsbLogsConstants.UNTIL, endpoint.until(now), now, true);
        Integer tail = tail(in.getHeader(MsbLogsConstants.TAIL));
        LogOptions.Builder options = endpoint.options().since(since).until(until);
        read(in, pattern, directories, options, tail == null ? LogSnapshot.ALL : tail);
    }

    private static SandboxPattern pattern(String header) {
        try {
            return SandboxPattern.parse(header);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Header " + MsbLogsConstants.SANDBOX + "=" + header + ": " + e.getMessage(), e);
        }
    }

    private static Instant time(Message in, String header, Instant otherwise, Instant now, boolean forward) {
        Object value = in.getHeader(header);
        if (value == null) {
            return otherwise;
        }
        return value instanceof Instant instant
                ? instant
                : TimeOption.parse("Header " + header, value.toString(), now, forward);
    }

    private Integer tail(Object header) {
        if (header == null) {
            return endpoint.getConfiguration().getTail();
        }
        int tail = OptionTexts.number("Header " + MsbLogsConstants.TAIL, header.toString());
        if (tail < 0) {
            throw new IllegalArgumentException("Header " + MsbLogsConstants.TAIL + "=" + tail + ": must be 0 or more");
        }
        return tail;
    }

    private static void read(
            Message in, SandboxPattern pattern, SandboxDirectories directories, LogOptions.Builder options, int tail)
            throws LogException {
        List<String> names = directories.list();
        for (String exact : pattern.names()) {
            if (!names.contains(exact)) {
                throw new SandboxNotFoundException(directories.logDirectory(exact));
            }
        }
        List<LogEntry> merged = new ArrayList<>();
        LogSnapshot last = null;
        for (String name : names) {
            try {
                last = LogSnapshot.read(
                        directories.logDirectory(name), options.sandbox(name).build(), tail);
            } catch (SandboxNotFoundException e) {
                if (pattern.names().contains(name)) {
                    throw e;
                }
                continue; // it matched a pattern, and has no logs yet or was removed meanwhile
            }
            merged.addAll(last.entries());
            if (names.size() > 1) {
                merged.sort(Comparator.comparing(LogEntry::timestamp));
                if (tail >= 0 && merged.size() > tail) {
                    merged = new ArrayList<>(merged.subList(merged.size() - tail, merged.size()));
                }
            }
        }
        in.setBody(merged);
        if (names.size() == 1 && last != null) {
            in.setHeader(MsbLogsConstants.END_CURSOR, last.end().cursor().token());
        }
    }

    private static SandboxInfo info(String name, Path directory) throws IOException {
        long bytes = 0;
        Instant written = null;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "{exec,runtime,kernel}.log*")) {
            for (Path file : files) {
                bytes += Files.size(file);
                Instant at = Files.getLastModifiedTime(file).toInstant();
                written = written == null || at.isAfter(written) ? at : written;
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return new SandboxInfo(name, directory, bytes, written); // no logs yet, or removed while we looked
        }
        return new SandboxInfo(name, directory, bytes, written);
    }
}
