package dev.microsandbox.camel.logs.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found in a journal file.
 *
 * <p>The lists do not change; the state is the taker's.
 *
 * @param state the last readable value of every key that was not removed after it
 * @param end in bytes: behind the last readable record; what follows up to {@code size} is a torn tail
 * @param size of the file, in bytes
 * @param damages what had to be skipped before {@code end}
 * @param tailKeys the keys that can be seen in the torn tail
 */
record JournalScan(Map<String, String> state, long end, long size, List<Damage> damages, List<String> tailKeys) {
    /**
     * Unreadable bytes from one offset to another, and the keys that can be seen in them. Of {@link #MOST_DAMAGES}, the last one reaches over
     * what is readable between it and all that follow.
     */
    record Damage(long from, long to, List<String> keys) {}

    /** A file may be damaged in each of a million places, and each is a line in the log. */
    static final int MOST_DAMAGES = 100;

    boolean hasTornTail() {
        return end < size;
    }

    /** Takes the records in the order of the file. */
    static final class Builder {
        private final Map<String, String> state = new LinkedHashMap<>();
        private final List<Damage> damages = new ArrayList<>();
        private long end;

        boolean isEmpty() {
            return end == 0;
        }

        void add(JournalRecord record, long from, long to, List<String> damagedKeys) {
            if (from > end) {
                damaged(from, damagedKeys);
            }
            end = to;
            switch (record.type()) {
                case PUT -> state.put(record.key(), record.value());
                case REMOVE -> state.remove(record.key());
                case HEADER -> {} // says nothing about a key
            }
        }

        private void damaged(long to, List<String> keys) {
            if (damages.size() < MOST_DAMAGES) {
                damages.add(new Damage(end, to, keys));
                return;
            }
            Damage last = damages.remove(MOST_DAMAGES - 1);
            List<String> both = new ArrayList<>(last.keys());
            keys.stream()
                    .filter(key -> both.size() < MOST_DAMAGES && !both.contains(key))
                    .forEach(both::add);
            damages.add(new Damage(last.from(), to, both));
        }

        JournalScan build(long size, List<String> tailKeys) {
            return new JournalScan(state, end, size, List.copyOf(damages), tailKeys);
        }
    }
}
