package dev.microsandbox.camel.logs.journal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class JournalStateRepositoryTest {
    @TempDir
    Path parent;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private JournalStateRepository repository;

    @BeforeEach
    void listen() {
        log.start();
        logger().setLevel(Level.INFO);
        logger().addAppender(log);
        repository = new JournalStateRepository(parent.resolve("state/cursors"));
    }

    @AfterEach
    void stop() {
        logger().detachAppender(log);
        logger().setLevel(null);
        repository.stop();
    }

    @Test
    void keepsWhatWasSet() throws IOException {
        repository.start();
        assertTrue(repository.isHealthy());
        assertNull(repository.getState("web/a"));
        repository.setState("web/a", "1");
        repository.setState("web/b", "2");
        repository.setState("web/c", "3");
        repository.remove("web/b");
        repository.setState("web/c", null);
        assertEquals("1", repository.getState("web/a"));
        assertEquals(Map.of("web/a", "1"), repository.keys());
        repository.stop();
        repository.start();
        assertEquals(Map.of("web/a", "1"), repository.keys());
    }

    @Test
    void aCopyDoesNotChange() {
        repository.start();
        Map<String, String> copy = repository.keys();
        repository.setState("k", "v");
        assertEquals(Map.of(), copy);
    }

    @Test
    void whatWasFlushedNeedsNoStop() throws IOException {
        for (boolean sync : new boolean[] {true, false}) {
            repository.setSync(sync);
            repository.start();
            repository.setState("k", "v" + sync);
            repository.flush();
            Path copy = Files.createDirectory(parent.resolve("copy" + sync));
            Files.copy(parent.resolve("state/cursors").resolve(Journal.FILE), copy.resolve(Journal.FILE));
            try (Journal journal = Journal.open(copy, new JournalListener() {})) {
                assertEquals(Map.of("k", "v" + sync), journal.state());
            }
            repository.stop();
        }
    }

    @Test
    void withoutSyncOnlyAFlushSurvivesAPowerCut() throws IOException {
        FaultyPath directory = FaultyFileSystem.over(parent.resolve("lazy"));
        repository = new JournalStateRepository(directory);
        repository.setSync(false);
        repository.start();
        repository.setState("k", "v");
        String write = "write " + Journal.FILE;
        await().until(() -> directory.files().log().contains(write));
        assertFalse(directory.files().log().contains("force " + Journal.FILE));
        directory.files().fault = (operation, file) -> {
            if (operation.equals("force")) {
                throw new FileSystemException(file, null, "Input/output error");
            }
        };
        assertThrows(IOException.class, repository::flush);
        directory.files().fault = FaultyFileSystem.NONE;
        repository.flush();
        directory.files().fault = (operation, file) -> {
            throw new FileSystemException(file, null, "the power is off");
        };
        directory.files().cutPower();
        repository.stop();
        assertEquals(
                Map.of("k", "v"),
                JournalFile.read(parent, Files.readAllBytes(directory.real().resolve(Journal.FILE))));
    }

    @Test
    void onlyTheOwnerCanReadIt() throws IOException {
        repository.start();
        repository.setState("k", "v");
        repository.flush();
        Path directory = parent.resolve("state/cursors");
        assertEquals("rwx------", permissions(directory));
        assertEquals("rwx------", permissions(directory.getParent()));
        assertEquals("rw-------", permissions(directory.resolve(Journal.FILE)));
        assertEquals("rw-------", permissions(directory.resolve(Journal.LOCK)));
    }

    @Test
    void anInterruptedThreadSetsFlushesAndStops() throws IOException {
        repository.start();
        Thread.currentThread().interrupt();
        try {
            repository.setState("k", "v");
            repository.flush();
            assertTrue(Thread.currentThread().isInterrupted(), "the interrupt is the caller's");
            assertTrue(repository.isHealthy());
            repository.stop();
            assertTrue(Thread.currentThread().isInterrupted(), "the interrupt is the caller's");
            repository.start();
            assertEquals("v", repository.getState("k"));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void manyThreadsSetAndFlush() throws Exception {
        repository.start();
        CountDownLatch go = new CountDownLatch(1);
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            String key = "thread " + t;
            Thread thread = new Thread(() -> {
                try {
                    go.await();
                    for (int i = 0; i < 200; i++) {
                        repository.setState(key, "v" + i);
                        if (i % 50 == 0) {
                            repository.flush();
                        }
                    }
                } catch (Throwable e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), failures);
        repository.stop();
        repository.start();
        assertEquals(8, repository.keys().size());
        assertTrue(repository.keys().values().stream().allMatch("v199"::equals));
    }

    @Test
    void aFullDiskStopsNobodyAndWhatIsOwedIsWrittenLater() throws IOException {
        troubleIsOver("write", "No space left on device");
    }

    @Test
    void aReadOnlyDiskStopsNobodyAndWhatIsOwedIsWrittenLater() throws IOException {
        troubleIsOver("*", "Read-only file system");
    }

    @Test
    void aDiskThatCannotForceStopsNobodyAndAllIsWrittenAnewLater() throws IOException {
        troubleIsOver("force", "Input/output error");
    }

    private void troubleIsOver(String failing, String reason) throws IOException {
        FaultyPath directory = FaultyFileSystem.over(parent.resolve(failing.equals("*") ? "all" : failing));
        repository = new JournalStateRepository(directory);
        repository.start();
        repository.setState("before", "1");
        repository.flush();
        directory.files().fault = (operation, file) -> {
            if (operation.equals(failing) || failing.equals("*") && !operation.equals("look")) {
                throw new FileSystemException(file, null, reason);
            }
        };
        repository.setState("k", "lost?");
        for (int i = 0; i < 3; i++) {
            repository.setState("k", "v" + i);
            IOException e = assertThrows(IOException.class, repository::flush);
            assertTrue(e.getMessage().contains(reason), e.getMessage());
            assertTrue(e.getMessage().contains(directory.toString()), e.getMessage());
        }
        assertFalse(repository.isHealthy());
        assertTrue(repository.lastError().getMessage().contains(reason));
        assertEquals("v2", repository.getState("k"));

        directory.files().fault = FaultyFileSystem.NONE;
        if (!failing.equals("*")) { // else by itself, some seconds later
            repository.setState("k", "v2");
        }
        await().until(repository::isHealthy);
        directory.files().cutPower();
        assertNull(repository.lastError());
        repository.stop();
        repository.start();
        assertEquals(Map.of("before", "1", "k", "v2"), repository.keys());

        List<String> told = new ArrayList<>();
        for (ILoggingEvent event : List.copyOf(log.list)) {
            told.add(event.getLevel() + " " + event.getFormattedMessage());
        }
        assertEquals(2, told.size(), told.toString());
        assertTrue(told.get(0).startsWith(Level.WARN + " Cursors are not stored in " + directory), told.get(0));
        assertTrue(told.get(0).contains(reason), told.get(0));
        assertTrue(told.get(1).startsWith(Level.INFO + " Cursors are stored again"), told.get(1));
    }

    @Test
    void theNextSetAlsoTriesAgain() throws IOException {
        FaultyPath directory = FaultyFileSystem.over(parent.resolve("faulty"));
        repository = new JournalStateRepository(directory);
        repository.start();
        directory.files().fault = (operation, file) -> {
            throw new FileSystemException(file, null, "No space left on device");
        };
        repository.setState("k", "1");
        assertThrows(IOException.class, repository::flush);
        directory.files().fault = FaultyFileSystem.NONE;
        repository.setState("k", "2");
        await().atMost(1, TimeUnit.SECONDS).until(repository::isHealthy); // the retry without a set takes 2 s
    }

    @Test
    void aStopThatCannotStoreSaysSoAndFreesTheJournal() throws IOException {
        FaultyPath directory = FaultyFileSystem.over(parent.resolve("faulty"));
        repository = new JournalStateRepository(directory);
        repository.start();
        directory.files().fault = (operation, file) -> {
            throw new FileSystemException(file, null, "No space left on device");
        };
        repository.setState("k", "1");
        RuntimeException e = assertThrows(RuntimeException.class, repository::stop);
        assertTrue(e.getCause().getMessage().contains("not stored"), e.toString());
        directory.files().fault = FaultyFileSystem.NONE;
        Journal.open(directory.real(), new JournalListener() {}).close();
    }

    @Test
    void doesNotStartWhereItCannotWrite() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");
        repository = new JournalStateRepository(file.resolve("below"));
        RuntimeException e = assertThrows(RuntimeException.class, repository::start);
        assertTrue(e.getCause().getMessage().contains(file.resolve("below").toString()), e.toString());
        assertFalse(repository.isHealthy());
    }

    @Test
    void needsADirectoryAndAStart() {
        assertThrows(IllegalStateException.class, () -> repository.setState("k", "v"));
        assertThrows(IllegalStateException.class, () -> repository.getState("k"));
        repository.start();
        repository.stop();
        assertThrows(IllegalStateException.class, () -> repository.setState("k", "v"));
        JournalStateRepository bean = new JournalStateRepository();
        RuntimeException e = assertThrows(RuntimeException.class, bean::start);
        assertTrue(e.toString().contains("'directory'"), e.toString());
        bean.setDirectory(parent.resolve("bean").toString());
        bean.start();
        assertNotNull(bean.getDirectory());
        bean.stop();
    }

    @Test
    void damageIsTold() throws IOException {
        JournalFile file = new JournalFile().add("web/a", "1").add("web/b", "2").add("web/c", "3");
        byte[] bytes = file.bytes();
        bytes[file.end(2) - 1] ^= 1;
        Path directory = Files.createDirectories(parent.resolve("state/cursors"));
        Files.write(directory.resolve(Journal.FILE), Arrays.copyOf(bytes, bytes.length + 3));
        repository.start();
        assertEquals(Map.of("web/a", "1", "web/c", "3"), repository.keys());
        assertEquals(2, log.list.size(), log.list.toString());
        assertEquals(Level.WARN, log.list.get(0).getLevel());
        assertTrue(log.list.get(0).getFormattedMessage().contains("[web/b]"), log.list.toString());
        assertEquals(Level.INFO, log.list.get(1).getLevel());
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(JournalStateRepository.class);
    }
}
