package dev.microsandbox.camel.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * The end of an asynchronous route: keeps exchanges under way until a test ends them, in any order.
 *
 * <p>Any thread.
 */
final class Held extends AsyncProcessorSupport {
    private final List<One> all = new CopyOnWriteArrayList<>();
    private volatile boolean open;

    /** One exchange that came; it ends once. */
    record One(Exchange exchange, AsyncCallback callback, String text, AtomicBoolean ended) {
        void end() {
            if (ended.compareAndSet(false, true)) {
                callback.done(false);
            }
        }

        void fail(String why) {
            exchange.setException(new IllegalStateException(why));
            end();
        }

        <T> T header(String name, Class<T> type) {
            return exchange.getMessage().getHeader(name, type);
        }
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        String text =
                String.valueOf(exchange.getMessage().getBody(String.class)).stripTrailing();
        One one = new One(exchange, callback, text, new AtomicBoolean());
        all.add(one);
        if (open && one.ended().compareAndSet(false, true)) {
            callback.done(true);
            return true;
        }
        return false;
    }

    /** From now on everything ends at once; what is under way, too. */
    Held open() {
        open = true; // before the look: what comes behind it sees this
        for (One one : all) {
            one.end();
        }
        return this;
    }

    /** From now on everything ends at once, but for what is under way. */
    void letThrough() {
        open = true;
    }

    One get(int index) {
        Sink.await(() -> all.size() > index);
        return all.get(index);
    }

    int count() {
        return all.size();
    }

    List<String> texts() {
        List<String> texts = new ArrayList<>();
        all.forEach(one -> texts.add(one.text()));
        return texts;
    }

    Held expect(int count) {
        Sink.await(() -> all.size() >= count);
        return this;
    }
}
