package dev.microsandbox.camel.logs.examples.ha;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.microsandbox.camel.logs.examples.testing.ChildProcess;
import dev.microsandbox.camel.logs.examples.testing.NumberedSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one host, while a sandbox writes: the other one takes over, from where the stored cursor is. */
class HaTest {
    @TempDir
    Path dir;

    /** How a leader comes to its end. */
    private enum End {
        KILLED,
        STOPPED
    }

    /** The first one, too, when it leads again: what the kill has left of a line is no part of the next one. */
    @Test
    void theOtherOneTakesOverFromTheStoredCursor() throws Exception {
        expectHandovers(End.KILLED, End.STOPPED);
    }

    @Test
    @Tag("it")
    @Tag("slow")
    void backAndForth() throws Exception {
        expectHandovers(
                End.KILLED, End.KILLED, End.STOPPED, End.STOPPED, End.KILLED, End.STOPPED, End.KILLED, End.KILLED);
    }

    /** As the one command of the page starts it, where there is no microsandbox yet. */
    @Test
    @Tag("it")
    @Tag("slow")
    void waitsWhereThereIsNoMicrosandbox() throws Exception {
        Path place = dir.resolve("ha-data");
        try (ChildProcess run = ChildProcess.start(dir, Main.class, List.of("-Dha.node=b"))) {
            run.expect("its cursors", () -> Files.isDirectory(place.resolve("cursors/forward")));
            try (NumberedSandbox sandbox = new NumberedSandbox(ChildProcess.home(dir), "web", 300, () -> 0)) {
                run.expect("its entries", () -> new Node(place, "b").last() > 0);
                assertTrue(sandbox.last() > 0);
            }
            assertEquals(ChildProcess.TERMINATED, run.terminate(), run::output);
        }
    }

    /** Without camel-master nobody waits: the second one says who has the cursors, and ends. */
    @Test
    @Tag("it")
    @Tag("slow")
    void twoThatBothReadAreNotHad() throws Exception {
        String options = "-Dcamel.main.routesIncludePattern=classpath:both-read.camel.yaml";
        try (NumberedSandbox sandbox = sandbox();
                ChildProcess first = start("a", options)) {
            first.expect("entries", () -> new Node(dir, "a").last() > 0);
            try (ChildProcess second = start("b", options)) {
                assertNotEquals(0, second.exit(), second::output);
                assertTrue(
                        second.output()
                                .contains("The journal in " + dir.resolve("cursors/forward") + " is in use by process "
                                        + first.pid() + " "),
                        second::output);
            }
            long before = new Node(dir, "a").last();
            first.expect("more", () -> new Node(dir, "a").last() > before);
            assertEquals(0, new Node(dir, "b").last());
            assertTrue(sandbox.last() > before);
        }
    }

    private NumberedSandbox sandbox() throws IOException {
        return new NumberedSandbox(
                ChildProcess.home(dir),
                "web",
                300,
                () -> Math.max(new Node(dir, "a").last(), new Node(dir, "b").last()));
    }

    /** Camel's own main class, and nothing else; leaders are looked for four times a second. */
    private ChildProcess start(String node, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("-Dha.dir=" + dir, "-Dha.node=" + node, "-Dha.look=250"));
        all.addAll(List.of(options));
        return ChildProcess.start(dir, Main.class, all);
    }

    private void expectHandovers(End... ends) throws Exception {
        Node leads = new Node(dir, "a");
        Node waits = new Node(dir, "b");
        long repeated = 0;
        ChildProcess leader = null;
        ChildProcess other = null;
        try (NumberedSandbox sandbox = sandbox()) {
            leader = start(leads.name());
            leader.expect("entries", () -> new Node(dir, "a").last() > 100);
            for (End end : ends) {
                int hadBefore = waits.numbers().size();
                other = start(waits.name()).expect("started in");
                long last = leads.last();
                Node leading = leads;
                leader.expect("more", () -> leading.last() > last + 100);
                assertEquals(hadBefore, waits.numbers().size(), "one waits while the other leads");
                if (end == End.KILLED) {
                    leader.kill();
                    leads.tear();
                } else {
                    assertEquals(ChildProcess.TERMINATED, leader.terminate(), leader::output);
                }
                long forwarded = leads.last();
                long committed = leads.committed();
                Node next = waits;
                other.expect("entries of the one that took over", () -> next.last() > forwarded + 100);
                assertEquals(
                        committed + 1, next.numbers().get(hadBefore), () -> "the first one that comes after " + end);
                if (end == End.STOPPED) {
                    assertEquals(forwarded, committed, "nothing comes twice after a stop");
                }
                repeated += forwarded - committed;
                leader = other;
                waits = leads;
                leads = next;
            }
            long all = sandbox.end();
            Node leading = leads;
            leader.expect("all", () -> leading.last() == all);
            assertEquals(ChildProcess.TERMINATED, leader.terminate(), leader::output);
            List<Long> both = new ArrayList<>(leads.numbers());
            both.addAll(waits.numbers());
            assertEquals(
                    LongStream.rangeClosed(1, all).boxed().toList(),
                    List.copyOf(new TreeSet<>(both)),
                    "nothing is missing");
            assertEquals(all + repeated, both.size(), "twice comes what was not committed, and nothing else");
        } finally {
            for (ChildProcess process : new ChildProcess[] {leader, other}) {
                if (process != null) {
                    process.close();
                }
            }
        }
    }
}
