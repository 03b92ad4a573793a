package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TailPaceTest {
    private static final long MILLI = 1_000_000;

    private final TailPace pace = new TailPace();
    private long now = 1;

    /** So many entries a second, for so long, in turns of 10 ms. */
    private boolean after(long perSecond, long millis) {
        boolean loud = pace.isLoud();
        for (long t = 0; t < millis; t += 10) {
            now += 10 * MILLI;
            loud = pace.isLoud(perSecond / 100, now);
        }
        return loud;
    }

    @Test
    void aThousandLinesASecondAreWatchedAndTwentyThousandAreNot() {
        assertFalse(after(1000, 1000));
        assertTrue(after(20_000, 500));
    }

    @Test
    void betweenTheTwoLimitsItStaysAsItIs() {
        assertFalse(after(2000, 1000));
        assertTrue(after(10_000, 500));
        assertTrue(after(2000, 1000));
        assertFalse(after(100, 500));
    }

    @Test
    void aBurstAfterSilenceIsJudgedAsABurst() {
        now += 60_000 * MILLI;
        assertTrue(pace.isLoud(1000, now));
        now += 200 * MILLI;
        assertFalse(pace.isLoud(0, now));
    }
}
