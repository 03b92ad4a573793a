package dev.microsandbox.camel.logs.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One journal has one owner, and the second one is told who that is. */
class JournalLockTest {
    private static final JournalListener SILENT = new JournalListener() {};
    private static final String PID = Long.toString(ProcessHandle.current().pid());

    @TempDir
    Path directory;

    @Test
    void aSecondOneInThisProcessIsRefusedAndDoesNotFreeTheFirst() throws IOException {
        try (Journal first = Journal.open(directory, SILENT)) {
            for (int i = 0; i < 3; i++) {
                assertRefusal(assertThrows(JournalInUseException.class, () -> Journal.open(directory, SILENT)), PID);
            }
            first.append(Map.of("k", "v"));
            assertOtherProcessIsRefused();
        }
        Journal.open(directory, SILENT).close();
    }

    @Test
    void aSecondNameOfTheDirectoryHelpsNobody(@TempDir Path elsewhere) throws IOException {
        Path link = Files.createSymbolicLink(elsewhere.resolve("link"), directory);
        try (Journal first = Journal.open(directory, SILENT)) {
            assertNotNull(first);
            assertThrows(JournalInUseException.class, () -> Journal.open(link, SILENT));
        }
    }

    @Test
    void aSecondOneOfAnotherClassLoaderIsRefused() throws Exception {
        URL classes = Journal.class.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader here = Journal.class.getClassLoader();
        try (Journal first = Journal.open(directory, SILENT);
                URLClassLoader other = new OtherLoader(classes, here)) {
            assertNotNull(first);
            Class<?> type = other.loadClass(JournalStateRepository.class.getName());
            Object second = type.getConstructor(Path.class).newInstance(directory);
            InvocationTargetException e = assertThrows(InvocationTargetException.class, () -> type.getMethod("start")
                    .invoke(second));
            String message = e.getCause().getCause().getMessage();
            assertTrue(message.contains("in use by process " + PID), message);
        }
    }

    @Test
    void aReplacementOfAllSystemPropertiesFreesNothing() throws IOException {
        Properties before = System.getProperties();
        try (Journal first = Journal.open(directory, SILENT)) {
            assertNotNull(first);
            System.setProperties((Properties) before.clone());
            System.getProperties().keySet().removeIf(key -> key.toString().contains("journal.held"));
            assertRefusal(assertThrows(JournalInUseException.class, () -> Journal.open(directory, SILENT)), PID);
            assertOtherProcessIsRefused();
        } finally {
            System.setProperties(before);
        }
    }

    @Test
    void anotherProcessThatHasItIsNamed() throws IOException, InterruptedException {
        try (OwnerProcess owner = new OwnerProcess("try", directory)) {
            assertNotNull(owner.next("open"));
            JournalStateRepository second = new JournalStateRepository(directory);
            RuntimeException e = assertThrows(RuntimeException.class, second::start);
            assertRefusal(assertInstanceOf(JournalInUseException.class, e.getCause()), Long.toString(owner.pid()));
            owner.kill();
            second.start();
            second.stop();
        }
    }

    @Test
    void anOpenThatFailsKeepsNothing() throws IOException {
        Files.writeString(directory.resolve(Journal.FILE), "of somebody else ".repeat(10));
        assertThrows(IOException.class, () -> Journal.open(directory, SILENT));
        Files.delete(directory.resolve(Journal.FILE));
        Journal.open(directory, SILENT).close();
    }

    @Test
    void aDeletedDirectoryIsMadeAgainAndLockedAgain() throws IOException {
        Path inner = directory.resolve("a/b");
        try (Journal journal = Journal.open(inner, SILENT)) {
            journal.append(Map.of("k", "v"));
            deleteWithContent(inner);
            journal.append(Map.of("l", "w"));
            assertThrows(JournalInUseException.class, () -> Journal.open(inner, SILENT));
        }
        try (Journal journal = Journal.open(inner, SILENT)) {
            assertEquals(Map.of("k", "v", "l", "w"), journal.state());
        }
    }

    @Test
    void aFileThatWasDeletedOrReplacedIsMadeAgain() throws IOException {
        try (Journal journal = Journal.open(directory, SILENT)) {
            journal.append(Map.of("k", "v"));
            Files.delete(directory.resolve(Journal.FILE));
            journal.append(Map.of("l", "w"));
            Files.move(
                    Files.writeString(directory.resolve("other"), "by hand"),
                    directory.resolve(Journal.FILE),
                    StandardCopyOption.ATOMIC_MOVE);
            journal.append(Map.of("m", "x"));
        }
        try (Journal journal = Journal.open(directory, SILENT)) {
            assertEquals(Map.of("k", "v", "l", "w", "m", "x"), journal.state());
        }
    }

    @Test
    void aDirectoryThatAnotherOneTookMeanwhileIsLeftAlone() throws IOException {
        try (Journal first = Journal.open(directory, SILENT)) {
            first.append(Map.of("k", "first"));
            Files.delete(directory.resolve(Journal.LOCK));
            Files.delete(directory.resolve(Journal.FILE));
            try (Journal second = Journal.open(directory, SILENT)) {
                second.append(Map.of("k", "second"));
                for (int i = 0; i < 3; i++) {
                    assertThrows(JournalInUseException.class, () -> first.append(Map.of("k", "again")));
                    assertThrows(JournalInUseException.class, () -> Journal.open(directory, SILENT));
                }
            }
            first.append(Map.of("k", "again"));
        }
        try (Journal journal = Journal.open(directory, SILENT)) {
            assertEquals(Map.of("k", "again"), journal.state());
        }
    }

    private void assertOtherProcessIsRefused() throws IOException {
        try (OwnerProcess other = new OwnerProcess("try", directory)) {
            String message = other.next("refused ");
            assertTrue(message != null && message.contains("in use by process " + PID), message);
            assertTrue(message.contains(directory.toString()), message);
        }
    }

    private void assertRefusal(JournalInUseException e, String pid) {
        assertTrue(e.getMessage().contains("in use by process " + pid), e.getMessage());
        assertTrue(e.getMessage().contains(directory.toString()), e.getMessage());
        assertTrue(e.owner().startsWith(pid), e.owner());
    }

    private static void deleteWithContent(Path directory) throws IOException {
        for (String name : new String[] {Journal.FILE, Journal.LOCK}) {
            Files.delete(directory.resolve(name));
        }
        Files.delete(directory);
    }

    /** Has classes of the journal of its own, and shares the rest. */
    private static final class OtherLoader extends URLClassLoader {
        OtherLoader(URL classes, ClassLoader parent) {
            super(new URL[] {classes}, parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(Journal.class.getPackageName())) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
            return super.loadClass(name, resolve);
        }
    }
}
