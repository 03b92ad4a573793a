package dev.microsandbox.camel.logs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.microsandbox.logs.SecondJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A {@link SoakMain} in a process of its own, and what may be asked of it.
 *
 * <p>One thread.
 */
final class SoakApplication implements AutoCloseable {
    /** It must have answered within this time. Its end waits for what is under way. */
    private static final long MOST_SECONDS = 60;

    private final SecondJvm process;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final JsonMapper json = JsonMapper.builder().build();

    SoakApplication(Path directory) throws IOException {
        process = SecondJvm.start(SoakMain.class, List.of("-Xmx128m", "-XX:+ExitOnOutOfMemoryError"), directory);
        process.expect("started");
    }

    SoakPosition position() throws IOException {
        return ask("position", SoakPosition.class);
    }

    SoakPosition sleep(SoakRoute route) throws IOException {
        return ask("sleep " + route, SoakPosition.class);
    }

    SoakPosition wake(SoakRoute route) throws IOException {
        return ask("wake " + route, SoakPosition.class);
    }

    SoakPosition forget(String sandbox) throws IOException {
        return ask("forget " + sandbox, SoakPosition.class);
    }

    SoakSample sample() throws IOException {
        return ask("sample", SoakSample.class);
    }

    SoakOutcome outcome() throws IOException {
        return ask("outcome", SoakOutcome.class);
    }

    /** Stops all its routes. */
    SoakSample end() throws IOException {
        return ask("end", SoakSample.class);
    }

    /** How often it has that file open. */
    long handles(Path file) {
        return OpenHandles.of(process.pid(), file);
    }

    int exit() throws InterruptedException {
        return process.exit();
    }

    private <T> T ask(String line, Class<T> type) throws IOException {
        Future<?> killing = timer.schedule(this::kill, MOST_SECONDS, TimeUnit.SECONDS);
        try {
            process.tell(line);
            return json.readValue(process.expect(SoakMain.REPLY).substring(SoakMain.REPLY.length()), type);
        } finally {
            killing.cancel(false);
        }
    }

    /** So that a wait for its answer ends. */
    private void kill() {
        ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        process.close();
    }
}
