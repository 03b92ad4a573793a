package dev.microsandbox.camel.logs;

/**
 * How the application of a soak stands.
 *
 * @param seconds since its start
 * @param liveBytes heap in use after a full collection
 * @param ownThreads those of the component
 * @param handles all that the process has open
 * @param logHandles the log files among them
 * @param cpuSeconds that the process used since its start
 * @param latencyMillis from the writing of a line to the fast route's sink: the median since the last sample
 * @param latency99Millis of which one in a hundred took longer
 * @param entries that came to all sinks
 * @param lagLines how far the slowest route is behind in all sandboxes; known to the producer only
 * @param lagFiles how far it is behind in one; the same
 */
record SoakSample(
        double seconds,
        long liveBytes,
        long threads,
        long ownThreads,
        long handles,
        long logHandles,
        double cpuSeconds,
        long latencyMillis,
        long latency99Millis,
        long entries,
        long lagLines,
        int lagFiles) {
    static final String COLUMNS = "seconds,live bytes,threads,own threads,handles,log handles,cpu seconds,"
            + "latency ms,latency 99 % ms,entries,lag lines,lag files";

    SoakSample withLag(long lines, int files) {
        return new SoakSample(
                seconds,
                liveBytes,
                threads,
                ownThreads,
                handles,
                logHandles,
                cpuSeconds,
                latencyMillis,
                latency99Millis,
                entries,
                lines,
                files);
    }

    String csv() {
        return seconds + "," + liveBytes + "," + threads + "," + ownThreads + "," + handles + "," + logHandles + ","
                + cpuSeconds + "," + latencyMillis + "," + latency99Millis + "," + entries + "," + lagLines + ","
                + lagFiles;
    }
}
