package dev.microsandbox.camel.logs;

import java.util.Map;

/** What Camel after 4.14 asks the URI factory for; the method that asks here is added by the build, see src/build. */
final class MultiValuePrefixes {
    private MultiValuePrefixes() {}

    /** The options that stand for all with a prefix, and the prefix. */
    static Map<String, String> byOption() {
        return Map.of("schedulerProperties", "scheduler.");
    }
}
