package dev.microsandbox.camel.logs;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * A repository of states as anybody may write one; keeps them in memory, from start to start.
 *
 * <p>Any thread.
 */
class States extends ServiceSupport implements StateRepository<String, String> {
    final Map<String, String> all = new ConcurrentSkipListMap<>();

    @Override
    public void setState(String key, String value) {
        all.put(key, value);
    }

    @Override
    public String getState(String key) {
        return all.get(key);
    }
}
