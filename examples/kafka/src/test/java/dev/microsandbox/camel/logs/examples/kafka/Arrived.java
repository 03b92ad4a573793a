package dev.microsandbox.camel.logs.examples.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * What arrived of one log, in the order of its partition, as numbers of the lines that were written: 0, 1, 2 …
 *
 * @param jumps how often an entry is not the one behind the one before it
 * @param repeats how many are there a second time, or a third …
 */
record Arrived(List<Integer> numbers, int jumps, int repeats) {
    /** Fails when something arrived that was not written. */
    static Arrived of(List<String> written, List<String> arrived) {
        Map<String, Integer> numberOf = new HashMap<>();
        written.forEach(line -> numberOf.put(line, numberOf.size()));
        List<Integer> numbers = new ArrayList<>();
        int jumps = 0;
        for (String line : arrived) {
            Integer number = numberOf.get(line);
            assertTrue(number != null, () -> "never written: " + line);
            int expected = numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1) + 1;
            jumps += number == expected ? 0 : 1;
            numbers.add(number);
        }
        return new Arrived(numbers, jumps, numbers.size() - new LinkedHashSet<>(numbers).size());
    }

    /** All are there, and whoever keeps the first of each has them in order. */
    void assertFirstsAreInOrder(int written) {
        assertEquals(
                upTo(written),
                List.copyOf(new LinkedHashSet<>(numbers)),
                "nothing missing, the first of each in order");
    }

    /** All are there, and whoever keeps the last of each has them in order. */
    void assertLastsAreInOrder(int written) {
        List<Integer> lasts = new ArrayList<>(numbers);
        java.util.Collections.reverse(lasts);
        lasts = new ArrayList<>(new LinkedHashSet<>(lasts));
        java.util.Collections.reverse(lasts);
        assertEquals(upTo(written), lasts, "nothing missing, the last of each in order");
    }

    /** Each repetition is of all that came last: back by some entries, and from there on one after the other. */
    void assertRepeatsAreSuffixes(int mostJumps) {
        for (int i = 1; i < numbers.size(); i++) {
            int before = numbers.get(i - 1);
            int number = numbers.get(i);
            assertTrue(number <= before + 1, () -> number + " behind " + before + ": something between is missing");
        }
        assertTrue(jumps <= mostJumps, () -> jumps + " times back, for " + mostJumps + " kills");
    }

    private static List<Integer> upTo(int written) {
        return java.util.stream.IntStream.range(0, written).boxed().toList();
    }
}
