package dev.microsandbox.camel.logs.examples.elasticsearch;

/** What JMX shows of the entries that the server will never take. */
public interface DeadLettersMBean {
    /** How many are in the file, and were in it when the application started. */
    long getCount();

    /** Where they are. */
    String getFile();
}
