package dev.microsandbox.camel.logs.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Runs passes of one side, in this JVM or in one of its own. One thread. */
interface Runner extends AutoCloseable {
    /**
     * What one pass took.
     *
     * @param nanos by the clock
     * @param cpuNanos processor time of the whole JVM, its compiler and collector included
     */
    record Taken(long nanos, long cpuNanos) {}

    /** One pass. */
    Taken pass() throws Exception;

    @Override
    void close();

    /** In this JVM; for those that share it, figures mean nothing. */
    static Runner here(Side side, Homes homes) throws Exception {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        Pass pass = side.open(homes);
        return new Runner() {
            @Override
            public Taken pass() throws Exception {
                long before = system.getProcessCpuTime();
                long nanos = pass.nanos();
                return new Taken(nanos, system.getProcessCpuTime() - before);
            }

            @Override
            public void close() {}
        };
    }

    /** In a JVM of its own, so that no side bends the profile of another. */
    static Runner forked(Side side, Homes homes, String... jvmOptions) throws Exception {
        ChildJvm jvm = new ChildJvm(SideMain.class, jvmOptions, side, homes.directory(), homes.entries());
        jvm.answer();
        return new Runner() {
            @Override
            public Taken pass() throws Exception {
                String[] nanos = jvm.ask("pass").split(" ", -1);
                return new Taken(Long.parseLong(nanos[0]), Long.parseLong(nanos[1]));
            }

            @Override
            public void close() {
                jvm.close();
            }
        };
    }
}
