package dev.microsandbox.logs;

import java.util.HashMap;
import java.util.Map;

/**
 * Every schedule of one script, one after the other, depth first. Before a call only those positions are tried at which the answer is
 * another one, and of these the first: whatever can follow a later one can follow it too. So each schedule is one that the reader can
 * tell from all others, and none is left out.
 *
 * <p>Two more things leave no schedule out: a step of the reader that found nothing and changed nothing while the producer stood still
 * is not repeated, but where nothing that it asks could be answered otherwise: then the producer takes a step; and a state that was searched to the end is not searched again, only counted.
 *
 * <p>One thread.
 */
final class RotationModelTree implements RotationModelDisk.Scheduler {
    private static final int MOST_CALLS = 4096;
    private static final int MOST_KNOWN = 3_000_000;

    private final RotationModelScript script;
    private final boolean merging;
    /** By kind of call, argument, position: the positions to be tried, as bits. */
    private final long[][][] alternatives;

    private final int[] chosen = new int[MOST_CALLS];
    private final long[] rest = new long[MOST_CALLS];
    /** Whether another position would have given another answer. */
    private final boolean[] open = new boolean[MOST_CALLS];
    /** How many calls are decided; those behind are new. */
    private int decided;

    private int calls;

    /** The states that the present run has gone through, and after how many calls. */
    private final long[] states = new long[MOST_CALLS];

    private final int[] stateCalls = new int[MOST_CALLS];
    private final long[] countedBefore = new long[MOST_CALLS];
    private int kept;

    /** The producer's next step is one that the reader, as it stands, cannot see at all. */
    private boolean blind;

    private final Map<Long, Long> known = new HashMap<>();
    private long counted;

    RotationModelTree(RotationModelScript script, boolean merging) {
        if (script.end() >= Long.SIZE) {
            throw new IllegalArgumentException(script.end() + " steps are too many to try all schedules");
        }
        this.script = script;
        this.merging = merging;
        this.alternatives = new long[RotationModelDisk.Call.values().length][][];
        for (RotationModelDisk.Call call : RotationModelDisk.Call.values()) {
            int arguments = Math.max(script.oldest() + 1, script.files(script.end()));
            long[][] table = new long[arguments][script.end() + 1];
            for (int argument = 0; argument < arguments; argument++) {
                for (int at = 0; at <= script.end(); at++) {
                    table[argument][at] = firstOfEachAnswer(call, argument, at);
                }
            }
            alternatives[call.ordinal()] = table;
        }
    }

    private long firstOfEachAnswer(RotationModelDisk.Call call, int argument, int from) {
        long answers = 0;
        long positions = 0;
        for (int at = from; at <= script.end(); at++) {
            long answer = 1L << answer(call, argument, at);
            if ((answers & answer) == 0) {
                answers |= answer;
                positions |= 1L << at;
            }
        }
        return positions;
    }

    /** What the reader is told; of a file, who it is. When a file is closed matters only to the number of the next one. */
    private int answer(RotationModelDisk.Call call, int argument, int at) {
        return switch (call) {
            case IDENTITY, OPEN -> argument <= script.oldest() ? script.name(at, argument) + 1 : 0;
            case READ, SIZE -> script.size(at, argument);
            case DIRECTORY -> script.directory(at);
            case CLOSE -> script.files(at);
        };
    }

    /** A new run begins. */
    void again() {
        calls = 0;
        blind = false;
    }

    /** The run has ended; {@code whole}: not cut short. */
    void ended(boolean whole) {
        counted += whole ? 1 : 0;
    }

    /** How many schedules there were so far, those included that were only counted. */
    long schedules() {
        return counted;
    }

    /** Goes to the next schedule; false when there is none. */
    boolean next() {
        int length = Math.max(calls, decided);
        while (length > 0 && rest[length - 1] == 0) {
            length--;
        }
        while (kept > 0 && stateCalls[kept - 1] >= length) {
            kept--;
            if (merging && known.size() < MOST_KNOWN) {
                known.put(states[kept], counted - countedBefore[kept]);
            }
        }
        if (length == 0) {
            return false;
        }
        int call = length - 1;
        chosen[call] = Long.numberOfTrailingZeros(rest[call]);
        rest[call] &= rest[call] - 1;
        decided = length;
        return true;
    }

    @Override
    public int position(RotationModelDisk disk, RotationModelDisk.Call call, int argument) {
        if (calls == MOST_CALLS) {
            throw new RotationModelViolation(RotationModelViolation.Kind.STUCK, "no end after " + calls + " calls");
        }
        if (calls >= decided) {
            boolean plain = call == RotationModelDisk.Call.CLOSE && disk.numbers() == RotationModelDisk.Numbers.UNIQUE;
            int from = disk.position() + (blind ? 1 : 0);
            long all = plain ? 0 : alternatives[call.ordinal()][argument][from];
            chosen[calls] = from;
            rest[calls] = all & ~(1L << from);
            open[calls] = rest[calls] != 0;
        }
        blind = false;
        return chosen[calls++];
    }

    private boolean isAnyOpen(int from) {
        for (int call = from; call < calls; call++) {
            if (open[call]) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean isKnown(RotationModelRun run) {
        if (calls < decided) {
            return false;
        }
        long state = run.state();
        if (!run.isAtEnd()) {
            for (int i = kept - 1; i >= 0; i--) {
                if (states[i] == state) {
                    blind = !isAnyOpen(stateCalls[i]); // it waits: for what it can see, or in vain
                    return !blind;
                }
            }
        }
        Long before = merging ? known.get(state) : null;
        if (before != null) {
            counted += before;
            return true;
        }
        states[kept] = state;
        stateCalls[kept] = calls;
        countedBefore[kept] = counted;
        kept++;
        return false;
    }
}
