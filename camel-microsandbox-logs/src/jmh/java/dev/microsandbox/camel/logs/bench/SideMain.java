package dev.microsandbox.camel.logs.bench;

import java.nio.file.Path;

/** One {@link Side} in a JVM of its own: a line on standard input is one pass. Arguments: side, directory, entries. */
final class SideMain {
    private SideMain() {}

    public static void main(String[] args) throws Exception {
        Side side = Side.valueOf(args[0]);
        Runner runner = Runner.here(side, new Homes(Path.of(args[1]), Integer.parseInt(args[2])));
        ChildJvm.answer("ready");
        ChildJvm.serve(question -> {
            Runner.Taken taken = runner.pass();
            System.gc(); // what one pass left is not the next one's
            return taken.nanos() + " " + taken.cpuNanos();
        });
    }
}
