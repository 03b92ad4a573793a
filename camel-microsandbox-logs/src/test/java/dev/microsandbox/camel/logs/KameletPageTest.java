package dev.microsandbox.camel.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page on languages says of the Kamelet. */
class KameletPageTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ((?:`\\w+`(?:, )?)+) \\|");

    @Test
    void theTableHasItsProperties() throws Exception {
        String text = Files.readString(Path.of("docs", "dsls.md"));
        Set<String> named = new TreeSet<>();
        for (Matcher row = ROW.matcher(text.substring(text.indexOf("| property |"))); row.find(); ) {
            named.addAll(Arrays.asList(row.group(1).replace("`", "").split(", ")));
        }
        JsonNode properties = KameletTest.schema().get("properties");
        Set<String> declared = new TreeSet<>();
        properties.fieldNames().forEachRemaining(declared::add);
        assertEquals(declared, named);
    }
}
