package dev.microsandbox.camel.logs.journal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was put, what of it is owed to the disk, and how many of the puts survive a power cut.
 *
 * <p>Guarded by the lock of its one user.
 */
final class Ledger {
    private final Map<String, String> states = new HashMap<>();
    private Map<String, String> owed = new LinkedHashMap<>();
    private long puts;
    private long durablePuts;

    /** What is to be written together; only the last value of each key. */
    record Group(Map<String, String> states, long puts) {}

    void load(Map<String, String> loaded) {
        states.putAll(loaded);
    }

    /** Null as a value removes. */
    void put(String key, String value) {
        if (value == null) {
            states.remove(key);
        } else {
            states.put(key, value);
        }
        owed.put(key, value);
        puts++;
    }

    String get(String key) {
        return states.get(key);
    }

    Map<String, String> snapshot() {
        return new HashMap<>(states);
    }

    boolean owes() {
        return !owed.isEmpty();
    }

    Group take() {
        Group group = new Group(owed, puts);
        owed = new LinkedHashMap<>();
        return group;
    }

    /** It was not written, or perhaps not: it is owed again, but for what was put meanwhile. */
    void giveBack(Group group) {
        Map<String, String> all = group.states();
        all.putAll(owed);
        owed = all;
    }

    /** It was forced to the disk, and all groups before it. */
    void durable(Group group) {
        durablePuts = group.puts();
    }

    /** The number of puts so far, for {@link #isDurable}. */
    long puts() {
        return puts;
    }

    boolean isDurable(long firstPuts) {
        return durablePuts >= firstPuts;
    }
}
