package dev.microsandbox.camel.logs.bench;

/** One way to read the corpus, all of it, again and again. */
interface Pass {
    /** Reads it once; how long that took, in nanoseconds. What is made ready before and put away afterwards does not count. */
    long nanos() throws Exception;
}
