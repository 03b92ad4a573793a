package dev.microsandbox.camel.logs.bench;

/** What is compared with each other. */
enum Side {
    ENGINE("the engine, one thread, every entry asked for its cursor") {
        @Override
        Pass open(Homes homes) {
            return new EnginePass(homes, false, true);
        }
    },
    ENGINE_ENTRIES("the engine, one thread, no entry asked for its cursor") {
        @Override
        Pass open(Homes homes) {
            return new EnginePass(homes, false, false);
        }
    },
    ENGINE_TWO("the engine, two threads, two sandboxes: twice as many entries") {
        @Override
        Pass open(Homes homes) {
            return new EnginePass(homes, true, true);
        }
    },
    JACKSON("jackson-core, a parser for each line, bytes in memory") {
        @Override
        Pass open(Homes homes) throws Exception {
            return new JacksonPass(homes);
        }
    },
    ROUTE("`msblogs:*` → processor") {
        @Override
        Pass open(Homes homes) throws Exception {
            return RoutePass.msblogs(homes, homes.entries(), "");
        }
    },
    ROUTE_BATCH("`msblogs:*?batchSize=500` → processor") {
        @Override
        Pass open(Homes homes) throws Exception {
            return RoutePass.msblogs(homes, wholeBatches(homes), "&batchSize=500");
        }
    },
    BARE("bare consumer → processor, values of the headers in memory") {
        @Override
        Pass open(Homes homes) throws Exception {
            return new BarePass(homes, true);
        }
    },
    BARE_HEADERS("bare consumer → processor, values of the headers made of the entry") {
        @Override
        Pass open(Homes homes) throws Exception {
            return new BarePass(homes, false);
        }
    },
    MSB("`msb logs --source all --json`, a process for each pass") {
        @Override
        Pass open(Homes homes) throws Exception {
            return new MsbPass(homes);
        }
    },
    FILE_SPLIT("`file:` → `split().tokenize(\"\\n\").streaming()` → `unmarshal().json(POJO)` → processor") {
        @Override
        Pass open(Homes homes) throws Exception {
            return RoutePass.fileAndSplit(homes);
        }
    },
    STREAM("`stream:file?scanStream=true` → `unmarshal().json(POJO)` → processor") {
        @Override
        Pass open(Homes homes) throws Exception {
            return RoutePass.stream(homes);
        }
    };

    /** For a table. */
    final String text;

    Side(String text) {
        this.text = text;
    }

    /** The entries in whole batches: what is left would wait a second for more, which says nothing about speed. */
    private static int wholeBatches(Homes homes) {
        return homes.entries() < 500 ? homes.entries() : homes.entries() - homes.entries() % 500;
    }

    /** Makes everything ready. */
    abstract Pass open(Homes homes) throws Exception;
}
