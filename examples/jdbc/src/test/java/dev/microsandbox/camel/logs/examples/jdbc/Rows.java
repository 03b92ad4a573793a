package dev.microsandbox.camel.logs.examples.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.microsandbox.camel.logs.examples.testing.NumberedSandbox;
import java.util.List;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a table of the example holds. */
record Rows(JdbcTemplate sql, String table) {
    Rows(DataSource database, String table) {
        this(new JdbcTemplate(database), table);
    }

    /** How many rows there are; 0 also while there is no table, or no database to ask. */
    long count() {
        return count("*");
    }

    /** How many entries are there, however often. */
    long entries() {
        return count("distinct entry_id");
    }

    private long count(String what) {
        try {
            return sql.queryForObject("select count(" + what + ") from " + table, Long.class);
        } catch (DataAccessException e) {
            return 0;
        }
    }

    /** That every line of a sandbox up to this number is a row, once, with its text, and nothing else is. */
    void expectOnce(String sandbox, long written) {
        List<String> texts =
                sql.queryForList("select text from " + table + " where sandbox = ?", String.class, sandbox);
        TreeSet<Long> numbers = new TreeSet<>();
        for (String text : texts) {
            long number = NumberedSandbox.number(text);
            numbers.add(number);
        }
        TreeSet<Long> missing = new TreeSet<>();
        for (long number = 1; number <= written; number++) {
            if (!numbers.contains(number)) {
                missing.add(number);
            }
        }
        assertEquals(List.of(), List.copyOf(missing), "missing in " + table);
        assertEquals(written, texts.size(), "rows of " + table + ": none twice");
        assertEquals(count(), entries(), "entry ids of " + table);
    }
}
