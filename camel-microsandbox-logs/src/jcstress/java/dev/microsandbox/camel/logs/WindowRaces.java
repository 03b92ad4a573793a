package dev.microsandbox.camel.logs;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Window, commit and stop, raced: {@code mvn verify -Pjcstress}. */
public final class WindowRaces {
    private WindowRaces() {}

    private static long committed(DeliveryWindow<String> window) {
        Place<String> commit = window.commit();
        return commit == null ? 0 : commit.number;
    }

    /** Two exchanges end while the owner settles. */
    @JCStressTest
    @Description("the commit never passes what is not done, and comes to the end")
    @Outcome(id = "0, 2", expect = Expect.ACCEPTABLE, desc = "settled before the first had ended")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "settled between")
    @Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "settled after both")
    @State
    public static class EndsWhileSettling {
        private final DeliveryWindow<String> window = new DeliveryWindow<>(true);
        private final Place<String> one = window.open("one");
        private final Place<String> two = window.open("two");

        @Actor
        public void first() {
            window.end(one, 1, true, null);
        }

        @Actor
        public void second() {
            window.end(two, 1, true, null);
        }

        @Actor
        public void owner(II_Result r) {
            window.settle(place -> {});
            r.r1 = (int) committed(window);
        }

        @Arbiter
        public void end(II_Result r) {
            window.settle(place -> {});
            r.r2 = (int) committed(window);
        }
    }

    /** An exchange is committed by hand, on another thread, while it fails. */
    @JCStressTest
    @Description("a commit of an exchange that fails is forgotten, whichever comes first")
    @Outcome(id = "FREE, 0", expect = Expect.ACCEPTABLE, desc = "committed, then failed")
    @Outcome(id = "FAILED, 0", expect = Expect.ACCEPTABLE, desc = "failed, then refused")
    @State
    public static class CommitWhileFailing {
        private final DeliveryWindow<String> window = new DeliveryWindow<>(false);
        private final Place<String> place = window.open("one");

        @Actor
        public void fails() {
            window.end(place, 1, false, null);
        }

        @Actor
        public void commits(LL_Result r) {
            r.r1 = window.commit(place, 1, true);
        }

        @Arbiter
        public void end(LL_Result r) {
            window.settle(left -> {});
            r.r2 = committed(window);
        }
    }

    /** A later one is committed by hand while the one before it ends and the owner settles. */
    @JCStressTest
    @Description("what was held back is committed when all before it has ended")
    @Outcome(id = "HELD_BACK, 2", expect = Expect.ACCEPTABLE, desc = "before the end of the first")
    @Outcome(id = "FREE, 2", expect = Expect.ACCEPTABLE, desc = "after it")
    @State
    public static class CommitWhileEnding {
        private final DeliveryWindow<String> window = new DeliveryWindow<>(false);
        private final Place<String> one = window.open("one");
        private final Place<String> two = window.open("two");

        {
            window.end(two, 1, true, null);
        }

        @Actor
        public void ends() {
            window.end(one, 1, true, null);
        }

        @Actor
        public void commits(LL_Result r) {
            r.r1 = window.commit(two, 1, false);
        }

        @Actor
        public void owner() {
            window.settle(left -> {});
        }

        @Arbiter
        public void end(LL_Result r) {
            window.settle(left -> {});
            r.r2 = committed(window);
        }
    }

    /** The run is closed while an exchange ends and another is committed. */
    @JCStressTest
    @Description("after the close nothing changes: what is late says so")
    @Outcome(id = "NOTED, FREE", expect = Expect.ACCEPTABLE)
    @Outcome(id = "NOTED, CLOSED", expect = Expect.ACCEPTABLE)
    @Outcome(id = "LATE, FREE", expect = Expect.ACCEPTABLE)
    @Outcome(id = "LATE, CLOSED", expect = Expect.ACCEPTABLE)
    @State
    public static class CloseWhileEnding {
        private final DeliveryWindow<String> window = new DeliveryWindow<>(false);
        private final Place<String> one = window.open("one");
        private final Place<String> two = window.open("two");

        {
            window.end(one, 1, true, null);
        }

        @Actor
        public void closes() {
            window.close();
        }

        @Actor
        public void ends(LL_Result r) {
            r.r1 = window.end(two, 1, true, null);
        }

        @Actor
        public void commits(LL_Result r) {
            r.r2 = window.commit(one, 1, false);
        }
    }

    /** The owner finds no room and goes to rest, while the exchange ends that makes room. */
    @JCStressTest
    @Description("no end is missed by an owner that rests")
    @Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "rests, and is woken")
    @Outcome(id = "false, false", expect = Expect.ACCEPTABLE, desc = "does not rest")
    @Outcome(id = "true, false", expect = Expect.FORBIDDEN, desc = "rests for ever")
    @Outcome(id = "false, true", expect = Expect.FORBIDDEN)
    @State
    public static class RestWhileEnding {
        private final DeliveryWindow<String> window = new DeliveryWindow<>(true);
        private final Place<String> place = window.open("one");

        @Actor
        public void ends(ZZ_Result r) {
            r.r2 = window.end(place, 1, true, null) == DeliveryWindow.Ended.AWAITED;
        }

        @Actor
        public void owner(ZZ_Result r) {
            long seen = window.ends();
            boolean room = window.underWay() < 1;
            r.r1 = !room && window.awaitEnd(seen);
        }
    }

    /** A sandbox finds no room in the total while another gives some back. */
    @JCStressTest
    @Description("whoever is refused is woken when there is room again")
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "found room, or was woken")
    @Outcome(id = "0", expect = Expect.FORBIDDEN, desc = "waits for ever")
    @State
    public static class RoomWhileRefused {
        private volatile boolean woken;
        private volatile boolean refused;
        private final InFlightTotal total = new InFlightTotal(1, 1000, false);
        private final InFlightTotal.Share has = total.join(() -> {});
        private final InFlightTotal.Share wants = total.join(() -> woken = true);

        {
            total.begun(has);
        }

        @Actor
        public void givesBack() {
            total.ended(has);
        }

        @Actor
        public void wants() {
            refused = !total.hasRoom(wants);
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = !refused || woken ? 1 : 0;
        }
    }
}
