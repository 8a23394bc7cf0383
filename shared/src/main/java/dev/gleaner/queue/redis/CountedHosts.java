package dev.gleaner.queue.redis;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The hosts whose good answers the queue counts, as far as this process was told: by its own complaints and with what it
 * claimed. Of very many only those told last are known; a good answer that is not told only lets a host stay slow longer.
 */
final class CountedHosts {
    private static final int MOST = 10_000;

    private final Map<String, Boolean> hosts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    };

    synchronized void add(String host) {
        hosts.put(host, true);
    }

    /** @param names separated by blanks */
    void addAll(String names) {
        if (!names.isEmpty()) {
            for (String name : names.split(" ")) {
                add(name);
            }
        }
    }

    synchronized boolean contains(String host) {
        return hosts.containsKey(host);
    }

    synchronized void remove(String host) {
        hosts.remove(host);
    }
}
