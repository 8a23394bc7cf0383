package dev.gleaner.system;

import dev.gleaner.testkit.StoreTap;
import dev.gleaner.testkit.TestStores;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Kills an API process inside a request, before a certain write of it: taps before the stores count the writes and kill
 * when it is time. Which writes there are is found by running, with 1, 2, 3 until nothing is killed any more.
 */
final class KilledBefore {
    private KilledBefore() {}

    /**
     * Starts an API behind taps, makes the request and kills it before the n-th write of the request.
     *
     * @return the write; empty if the request made fewer
     */
    static Optional<String> write(int n, Fleet fleet, Map<String, String> further, Consumer<Client> request) {
        AtomicInteger writes = new AtomicInteger(Integer.MIN_VALUE);
        AtomicReference<Fleet.Api> victim = new AtomicReference<>();
        AtomicReference<String> killedBefore = new AtomicReference<>();
        StoreTap.Gate gate = command -> {
            if (writes.incrementAndGet() != n) {
                return killedBefore.get() == null;
            }
            killedBefore.set(command);
            victim.get().process().killHard();
            return false;
        };
        try (StoreTap mongo = StoreTap.onMongo(TestStores.mongo().url(), gate);
                StoreTap redis = StoreTap.onRedis(fleet.redis.url(), gate)) {
            Map<String, String> environment = new HashMap<>(further);
            environment.put("MONGO_URL", mongo.url());
            environment.put("REDIS_URL", redis.url());
            victim.set(fleet.startApi(environment));
            Client client = victim.get().awaitReady();
            writes.set(0);
            try {
                request.accept(client);
            } catch (Client.ConnectionLost killed) {
                if (killedBefore.get() == null) {
                    throw killed;
                }
            }
            writes.set(Integer.MIN_VALUE);
            victim.get().process().close();
        }
        return Optional.ofNullable(killedBefore.get());
    }
}
