package dev.microsandbox.camel.logs;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The routes of a soak. All but {@link #COMING} are on the same sandboxes. */
enum SoakRoute {
    FAST("s*", 8, 0),
    SLOW("s*?maxInFlight=8", 7, 0),
    /** Fails now and then; while it sleeps its sink is down. */
    FAILING("s*?retryDelay=20&maxRetryDelay=500", 7, 6),
    /** Sleeps suspended. */
    SUSPENDED("s*", 8, 7),
    /** Sleeps stopped: what it has not read then is on disk only, where a sandbox has five files. */
    RESTARTED("s*", 3, 3),
    BATCHES("s*?batchSize=50&batchTimeout=100", 8, 0),
    /** Slow, on sandboxes that come and go. */
    COMING("t*?maxInFlight=4", 0, 0);

    /** Those on the sandboxes that stay. */
    static final List<SoakRoute> STEADY =
            Arrays.stream(values()).filter(route -> route != COMING).toList();
    /** Those that sleep now and then. */
    static final List<SoakRoute> SLEEPERS =
            Arrays.stream(values()).filter(route -> route.napFiles > 0).toList();

    final String uri;
    /** The most files that it may be behind, so that nothing may be lost. */
    final int mostFiles;
    /** How many files it is behind when it is woken; 0: it never sleeps. */
    final int napFiles;

    SoakRoute(String uri, int mostFiles, int napFiles) {
        this.uri = uri;
        this.mostFiles = mostFiles;
        this.napFiles = napFiles;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
