package dev.microsandbox.camel.logs.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a journal told, in order and readable. */
final class SeenByListener implements JournalListener {
    final List<String> events = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void tornTail(Path file, long from, long to, List<String> keys) {
        events.add("tornTail " + from + "-" + to + " " + keys);
    }

    @Override
    public void damaged(Path file, long from, long to, List<String> keys) {
        events.add("damaged " + from + "-" + to + " " + keys);
    }

    @Override
    public void notStored(IOException reason) {
        events.add("notStored " + reason.getMessage());
    }

    @Override
    public void storedAgain() {
        events.add("storedAgain");
    }

    @Override
    public void notCompacted(IOException reason) {
        events.add("notCompacted " + reason.getMessage());
    }
}
