package dev.microsandbox.camel.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.slf4j.LoggerFactory;

/**
 * Random sequences of lines, rotations, ends in any order, failures, commits, crashes and restarts, against a model of a few lines: which
 * entries may come again, and that none may be missing. The failing sequence is printed, with its seed.
 */
class DeliveryModelTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.microsandbox");

    /** Thousands of failures are told as they should be: not here. */
    @BeforeContainer
    static void quiet() {
        LOG.setLevel(Level.ERROR);
    }

    @AfterContainer
    static void loud() {
        LOG.setLevel(Level.WARN);
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.FULL)
    void nothingIsLostAndOnlyWhatMayComesAgain(
            @ForAll("setups") DeliveryModel.Setup setup, @ForAll("acts") List<DeliveryModel.Act> acts)
            throws Exception {
        run(setup, acts);
    }

    /** Found by the property: the commit of an earlier entry put the stored cursor back behind that of a later one. */
    @Example
    void aCommitOfAnEarlierEntryGoesNotBack() throws Exception {
        run(
                new DeliveryModel.Setup(1, 1, true, true, MsbLogsConfiguration.OnFailure.retry),
                List.of(
                        new DeliveryModel.Act(DeliveryModel.Kind.WRITE, 1),
                        new DeliveryModel.Act(DeliveryModel.Kind.END, 0),
                        new DeliveryModel.Act(DeliveryModel.Kind.COMMIT, 0),
                        new DeliveryModel.Act(DeliveryModel.Kind.COMMIT, 1),
                        new DeliveryModel.Act(DeliveryModel.Kind.CRASH, 0)));
    }

    @Tag("stress")
    @Property(tries = 60_000, shrinking = ShrinkingMode.FULL)
    void theSameAtLargeSize(@ForAll("setups") DeliveryModel.Setup setup, @ForAll("acts") List<DeliveryModel.Act> acts)
            throws Exception {
        run(setup, acts);
    }

    private static void run(DeliveryModel.Setup setup, List<DeliveryModel.Act> acts) throws Exception {
        Path directory = Files.createTempDirectory("model");
        try (DeliveryModel model = new DeliveryModel(directory, setup)) {
            for (DeliveryModel.Act act : acts) {
                model.act(act);
            }
            model.finish();
        } finally {
            Sandboxes.delete(directory);
        }
    }

    @Provide
    Arbitrary<DeliveryModel.Setup> setups() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of(MsbLogsConfiguration.OnFailure.retry, MsbLogsConfiguration.OnFailure.skip))
                .as(DeliveryModel.Setup::new);
    }

    @Provide
    Arbitrary<List<DeliveryModel.Act>> acts() {
        return Combinators.combine(
                        Arbitraries.of(DeliveryModel.Kind.class),
                        Arbitraries.integers().between(0, 9))
                .as(DeliveryModel.Act::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }
}
