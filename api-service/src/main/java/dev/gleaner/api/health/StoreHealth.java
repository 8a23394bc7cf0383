package dev.gleaner.api.health;

import dev.gleaner.store.StoreAwayException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks all stores at the same time how they are, for two seconds at most. */
public final class StoreHealth {
    private static final Logger log = LoggerFactory.getLogger(StoreHealth.class);
    private static final long LIMIT_MILLIS = 2_000;

    /** Never what the store said itself. */
    private static final String REFUSES = "it refuses writes";

    private final List<StoreProbe> probes;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public StoreHealth(List<StoreProbe> probes) {
        this.probes = List.copyOf(probes);
    }

    /** How they are now. */
    public State ask() throws InterruptedException {
        Map<StoreProbe, Future<Optional<String>>> asked = new LinkedHashMap<>();
        probes.forEach(store -> asked.put(store, threads.submit(() -> {
            store.ask();
            return store.warning();
        })));
        Map<String, String> problems = new LinkedHashMap<>();
        Map<String, String> warnings = new LinkedHashMap<>();
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);
        for (Map.Entry<StoreProbe, Future<Optional<String>>> one : asked.entrySet()) {
            String name = one.getKey().name();
            try {
                answer(one.getKey(), one.getValue(), until).ifPresent(text -> warnings.put(name, text));
            } catch (UnwellException unwell) {
                problems.put(name, unwell.says);
            }
        }
        return new State(problems, warnings);
    }

    /** A store's warning, if it takes writes. */
    private static Optional<String> answer(StoreProbe store, Future<Optional<String>> answer, long until)
            throws InterruptedException, UnwellException {
        try {
            return answer.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException refused) {
            log.debug("{} takes no writes", store.name(), refused);
            throw new UnwellException(refused.getCause() instanceof StoreAwayException away ? away.says() : REFUSES);
        } catch (TimeoutException silent) {
            answer.cancel(true);
            log.debug("{} does not answer", store.name(), silent);
            throw new UnwellException(store.silence());
        }
    }

    /**
     * How the stores are, by their names.
     *
     * @param problems of those that take no writes
     * @param warnings of others
     */
    public record State(Map<String, String> problems, Map<String, String> warnings) {
        /** Whether it takes writes. */
        public boolean isUp(String store) {
            return !problems.containsKey(store);
        }
    }

    /** A store takes no writes. */
    private static final class UnwellException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String says;

        UnwellException(String says) {
            super(says);
            this.says = says;
        }
    }
}
