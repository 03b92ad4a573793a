package dev.microsandbox.camel.logs.bench;

/** What is compared with each other; each runs in a JVM of its own. */
enum Side {
    ENGINE("the engine, one thread, every entry asked for its cursor") {
        @Override
        Pass open(Place place) {
            return new EnginePass(place, false, true);
        }
    },
    ENGINE_ENTRIES("the engine, one thread, entries only") {
        @Override
        Pass open(Place place) {
            return new EnginePass(place, false, false);
        }
    },
    ENGINE_TWO("the engine, two threads, two sandboxes") {
        @Override
        Pass open(Place place) {
            return new EnginePass(place, true, true);
        }
    },
    JACKSON("jackson-core, a parser for each line, bytes in memory") {
        @Override
        Pass open(Place place) throws Exception {
            return new JacksonPass(place);
        }
    },
    ROUTE("msblogs:* → processor") {
        @Override
        Pass open(Place place) throws Exception {
            return new RoutePass(place, "");
        }
    },
    ROUTE_BATCH("msblogs:*?batchSize=500 → processor") {
        @Override
        Pass open(Place place) throws Exception {
            return new RoutePass(place, "&batchSize=500");
        }
    },
    BARE("bare consumer, values of the headers ready") {
        @Override
        Pass open(Place place) throws Exception {
            return new BarePass(place, true);
        }
    },
    BARE_HEADERS("bare consumer, values of the headers made of the entry") {
        @Override
        Pass open(Place place) throws Exception {
            return new BarePass(place, false);
        }
    };

    final String text;

    Side(String text) {
        this.text = text;
    }

    /** Makes everything ready. */
    abstract Pass open(Place place) throws Exception;
}
