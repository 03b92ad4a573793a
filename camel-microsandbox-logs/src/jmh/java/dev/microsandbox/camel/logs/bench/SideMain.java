package dev.microsandbox.camel.logs.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * One {@link Side} in a JVM of its own: a line on standard input is one pass; its nanoseconds are the answer, by the clock and of
 * processor time. Arguments: side, directory,
 * entries.
 */
final class SideMain {
    private SideMain() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        Pass pass = Side.valueOf(args[0]).open(new Place(Path.of(args[1]), Integer.parseInt(args[2])));
        out.println(SideProcess.ANSWER + "ready");
        while (in.readLine() != null) {
            long before = system.getProcessCpuTime();
            long nanos = pass.nanos();
            long cpuNanos = system.getProcessCpuTime() - before;
            System.gc(); // what one pass left is not the next one's
            out.println(SideProcess.ANSWER + nanos + " " + cpuNanos);
        }
        System.exit(0); // contexts are up
    }
}
