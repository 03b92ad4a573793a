package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.logs.SecondJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that does not give all that is asked for: file handles, watches, rights to write, rights to read. Nothing is lost or stuck. */
class HostLimitsTest {
    private static final int SANDBOXES = 150;

    @TempDir
    Path directory;

    private Path root;
    private Sandboxes sandboxes;

    private void sandboxes(int count) {
        root = directory.resolve("sandboxes");
        sandboxes = new Sandboxes(root);
        for (int i = 0; i < count; i++) {
            sandboxes.out("s" + i, "a", "b");
        }
    }

    private static void assumeWorks(List<String> limits) throws Exception {
        try {
            List<String> command = new java.util.ArrayList<>(limits);
            command.add("true");
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            Assumptions.assumeTrue(
                    process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0, limits.toString());
        } catch (IOException e) {
            Assumptions.abort(e.getMessage());
        }
    }

    private SecondJvm start(List<String> limits, String uri) throws Exception {
        assumeWorks(limits);
        SecondJvm application = SecondJvm.startWithin(limits, LimitedMain.class, directory, root, uri);
        application.expect("started");
        return application;
    }

    private static String ask(SecondJvm application, String what) {
        try {
            application.tell(what);
            return application.expect(what);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until so many different entries came, and no one twice. */
    private static void awaitEntries(SecondJvm application, long wanted) {
        Sink.await(() -> Long.parseLong(ask(application, "status").split(" ")[2]) >= wanted);
        String[] status = ask(application, "status").split(" ");
        assertEquals(wanted + " " + wanted, status[1] + " " + status[2]);
    }

    private static long figure(SecondJvm application, String name) {
        Matcher found = Pattern.compile("\\b" + name + "=(-?\\d+)").matcher(ask(application, "status"));
        assertTrue(found.find(), name);
        return Long.parseLong(found.group(1));
    }

    private static void assertOneWarning(SecondJvm application, String... parts) {
        Sink.await(() -> ask(application, "warnings").contains(parts[0]));
        String warnings = ask(application, "warnings").substring("warnings ".length());
        assertEquals(1, warnings.split(" \\| ").length, warnings);
        for (String part : parts) {
            assertTrue(warnings.contains(part), warnings);
        }
    }

    @Test
    void whenFileHandlesRunOutIdleOnesAreClosedAndNothingIsLost() throws Exception {
        sandboxes(SANDBOXES);
        try (SecondJvm application =
                start(List.of("prlimit", "--nofile=170:170"), "*?delay=100&concurrentConsumers=2")) {
            awaitEntries(application, 2L * SANDBOXES);
            assertOneWarning(application, "ulimit -n", "maxOpenFilesTotal");
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < SANDBOXES; i++) {
                    sandboxes.out("s" + i, "c" + round);
                    if (round == 1) {
                        sandboxes.rotate("s" + i).out("s" + i, "d" + round);
                    }
                }
            }
            awaitEntries(application, 6L * SANDBOXES);
            Sink.await(() -> figure(application, "unreadable") == 0);
            assertEquals(0, figure(application, "gaps"));
            assertTrue(figure(application, "openFiles") <= 170, ask(application, "status"));
            assertOneWarning(application, "ulimit -n");
        }
    }

    @Test
    void whenWatchesRunOutTheRestIsPolledAndOneWarnNamesTheSysctl() throws Exception {
        sandboxes(SANDBOXES);
        List<String> limits = List.of(
                "unshare", "-Ur", "bash", "-c", "echo 40 > /proc/sys/user/max_inotify_watches && exec \"$0\" \"$@\"");
        try (SecondJvm application = start(limits, "*?delay=100")) {
            awaitEntries(application, 2L * SANDBOXES);
            assertOneWarning(application, "fs.inotify.max_user_watches");
            assertTrue(figure(application, "unwatched") >= SANDBOXES - 40, ask(application, "status"));
            for (int i = 0; i < SANDBOXES; i++) {
                sandboxes.out("s" + i, "c").rotate("s" + i).out("s" + i, "d");
            }
            sandboxes.out("new", "a");
            awaitEntries(application, 4L * SANDBOXES + 1);
            assertOneWarning(application, "fs.inotify.max_user_watches");
        }
    }

    @Test
    void aReadOnlyMountIsEnough() throws Exception {
        sandboxes(3);
        List<String> limits = List.of(
                "unshare",
                "-Urm",
                "bash",
                "-c",
                "mount --bind \"" + root + "\" \"" + root + "\" && mount -o remount,bind,ro \"" + root
                        + "\" && ! touch \"" + root + "/x\" 2>/dev/null && exec \"$0\" \"$@\"");
        try (SecondJvm application = start(limits, "*?delay=100")) {
            awaitEntries(application, 6);
            sandboxes.out("s1", "c").rotate("s1").out("s1", "d").out("new", "a");
            awaitEntries(application, 9);
            assertEquals("warnings ", ask(application, "warnings"));
            assertTrue(ask(application, "status").contains("trouble=[]"));
        }
    }

    @Test
    void filesThatMayNotBeReadAreToldOnceTriedAgainAndShownByTheStatus() throws Exception {
        sandboxes(2);
        Path exec = sandboxes.exec("s1");
        Files.setPosixFilePermissions(exec, PosixFilePermissions.fromString("---------"));
        List<String> limits = Files.isReadable(exec)
                ? List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search")
                : List.of("env");
        try (SecondJvm application = start(limits, "*?delay=100")) {
            awaitEntries(application, 2);
            assertOneWarning(application, "attempts to read failed", "s1", "exec.log");
            assertEquals(1, figure(application, "unreadable"));
            assertTrue(ask(application, "status").contains("trouble=[]"), "one of two is a detail");
            sandboxes.remove("s0");
            Sink.await(() -> ask(application, "status").contains("trouble=[No sandbox can be read"));
            Files.setPosixFilePermissions(exec, PosixFilePermissions.fromString("rw-r--r--"));
            awaitEntries(application, 4);
            Sink.await(() -> ask(application, "status").contains("trouble=[]"));
            assertFalse(ask(application, "warnings").contains(" | "), ask(application, "warnings"));
        }
    }
}
