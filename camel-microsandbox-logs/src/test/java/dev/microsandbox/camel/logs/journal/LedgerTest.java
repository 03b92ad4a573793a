package dev.microsandbox.camel.logs.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = new Ledger();

    @Test
    void whatIsGivenBackDoesNotReplaceWhatWasPutMeanwhile() {
        ledger.put("a", "old");
        ledger.put("b", "old");
        ledger.put("c", "old");
        ledger.put("d", null);
        Ledger.Group failed = ledger.take();
        ledger.put("a", "new");
        ledger.put("b", null);
        ledger.put("d", "new");
        ledger.giveBack(failed);
        Map<String, String> wanted = new HashMap<>(Map.of("a", "new", "c", "old", "d", "new"));
        wanted.put("b", null);
        assertEquals(wanted, ledger.take().states());
        assertFalse(ledger.owes());
    }

    @Test
    void onlyTheLastValueOfAKeyIsOwed() {
        for (String value : Arrays.asList("1", "2", null, "3")) {
            ledger.put("a", value);
        }
        assertEquals(Map.of("a", "3"), ledger.take().states());
        assertEquals("3", ledger.get("a"));
        ledger.put("a", null);
        assertNull(ledger.get("a"));
        assertEquals(Map.of(), ledger.snapshot());
        assertTrue(ledger.owes());
    }

    @Test
    void durableIsWhatWasPutBeforeTheGroupWasTaken() {
        assertTrue(ledger.isDurable(ledger.puts()));
        ledger.put("a", "1");
        long first = ledger.puts();
        Ledger.Group group = ledger.take();
        ledger.put("a", "2");
        ledger.durable(group);
        assertTrue(ledger.isDurable(first));
        assertFalse(ledger.isDurable(ledger.puts()));
    }
}
