package dev.gleaner.queue.redis;

import dev.gleaner.queue.HostOrder;
import dev.gleaner.queue.HostStates;
import dev.gleaner.queue.PauseReason;
import dev.gleaner.queue.QueueRules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Reads how hosts stand; not a snapshot, some reads of a moment. */
public final class RedisHostStates implements HostStates {
    private final StringRedisTemplate redis;
    private final QueueKeys keys;
    private final QueueScripts scripts;
    private final QueueRules rules;
    private final RedisQueueReader reader;
    private final InstantSource clock;

    public RedisHostStates(StringRedisTemplate redis, QueueKeys keys, QueueRules rules, InstantSource clock) {
        this.redis = redis;
        this.keys = keys;
        this.scripts = new QueueScripts(keys, rules);
        this.rules = rules;
        this.reader = new RedisQueueReader(redis, keys);
        this.clock = clock;
    }

    @Override
    public Map<String, HostState> of(Collection<String> hosts) {
        if (hosts.isEmpty()) {
            return Map.of();
        }
        List<String> names = List.copyOf(hosts);
        List<Long> running = reader.running(names);
        List<Long> pace = reader.pace(names);
        List<Optional<HostRecord>> records = reader.slowed(names);
        List<Long> waiting = reader.waiting(names);
        List<@Nullable Duration> delays = reader.crawlDelays(names);
        List<Optional<OwnPace>> ownPaces = reader.ownPaces(names);
        List<Optional<StandingOrder>> orders = reader.orders(names);
        long now = clock.millis();
        Map<String, HostState> states = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            HostRecord record = records.get(i).filter(one -> one.forget() > now).orElse(null);
            states.put(
                    names.get(i),
                    state(
                            names.get(i),
                            running.get(i).intValue(),
                            waiting.get(i),
                            pace.get(i) > now ? pace.get(i) : 0,
                            record,
                            delays.get(i),
                            ownPaces.get(i).filter(own -> own.ends() > now).orElse(null),
                            StandingOrder.told(orders.get(i).orElse(null), names.get(i), now)));
        }
        return states;
    }

    private HostState state(
            String host,
            int running,
            long waiting,
            long paceUntil,
            @Nullable HostRecord record,
            @Nullable Duration crawlDelay,
            @Nullable OwnPace ownPace,
            @Nullable HostOrder order) {
        int share = record == null ? 0 : record.most();
        Integer ordered = order == null ? null : order.mostAtOnce();
        int usual = ordered != null ? ordered : ownPace == null ? rules.hostMaxConcurrent() : ownPace.most();
        long orderUntil = until(order);
        long closedUntil = Math.max(paceUntil, orderUntil);
        return new HostState(
                host,
                running,
                waiting,
                share == 0 ? usual : Math.min(usual, share),
                share > 0,
                closedUntil > 0 ? Instant.ofEpochMilli(closedUntil) : null,
                orderUntil > 0 && orderUntil == closedUntil
                        ? new PauseReason.Operator()
                        : reason(closedUntil, record, crawlDelay, ownPace),
                order);
    }

    /** End of an operator's pause, in ms; 0 for none. */
    private static long until(@Nullable HostOrder order) {
        return order == null ? 0 : StandingOrder.of(order).until();
    }

    private static @Nullable PauseReason reason(
            long closedUntil, @Nullable HostRecord record, @Nullable Duration crawlDelay, @Nullable OwnPace ownPace) {
        if (record != null && (closedUntil == 0 ? record.most() > 0 : closedUntil == record.ends())) {
            return record.reason();
        }
        if (closedUntil == 0) {
            return null;
        }
        // Somebody made a pause or lengthened one, and it is not written down why.
        Duration asked = ownPace == null ? Duration.ZERO : ownPace.delay();
        if (crawlDelay != null && crawlDelay.compareTo(asked) >= 0) {
            return new PauseReason.CrawlDelay(crawlDelay);
        }
        return asked.isZero() ? new PauseReason.Other() : new PauseReason.OwnPace(asked);
    }

    @Override
    public Optional<HostState> find(String host) {
        return Optional.ofNullable(of(List.of(host)).get(host)).filter(RedisHostStates::isKnown);
    }

    private static boolean isKnown(HostState state) {
        return state.running() > 0
                || state.waiting() > 0
                || state.slowed()
                || state.pausedUntil() != null
                || state.order() != null;
    }

    /** Names first, for there may be very many; how they stand is read of the listed alone. */
    @Override
    public Listing list(@Nullable Standing standing, int limit) {
        Hosts all = hosts();
        Map<String, Long> paused = all.paused;
        Map<String, HostRecord> slowed = all.slowed;

        List<String> names = new ArrayList<>();
        if (standing == null || standing == Standing.PAUSED) {
            paused.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                            .thenComparing(Map.Entry.comparingByKey()))
                    .forEach(one -> names.add(one.getKey()));
        }
        if (standing == null || standing == Standing.SLOWED) {
            slowed.keySet().stream().sorted().forEach(names::add);
        }
        if (standing == null || standing == Standing.OPEN) {
            names.addAll(all.others);
        }
        return new Listing(
                List.copyOf(of(names.subList(0, Math.min(limit, names.size()))).values()), names.size());
    }

    private Hosts hosts() {
        long now = clock.millis();
        Map<String, Long> paused = new HashMap<>(reader.pace());
        Map<String, StandingOrder> orders = reader.orders();
        orders.forEach((host, order) -> paused.merge(host, order.until(), Math::max));
        paused.values().removeIf(until -> until <= now);
        Map<String, HostRecord> slowed = new HashMap<>(reader.slowed());
        slowed.values().removeIf(record -> record.forget() <= now || record.most() == 0);
        slowed.keySet().removeAll(paused.keySet());
        Set<String> others = new TreeSet<>(reader.listedHosts());
        others.addAll(reader.running().keySet());
        int limited = 0;
        for (Map.Entry<String, StandingOrder> order : orders.entrySet()) {
            if (order.getValue().isLimit()) {
                limited++;
                others.add(order.getKey());
            }
        }
        others.removeAll(paused.keySet());
        others.removeAll(slowed.keySet());
        return new Hosts(paused, slowed, others, limited);
    }

    @Override
    public Counts counts() {
        Hosts all = hosts();
        return new Counts(
                all.paused.size() + all.slowed.size() + all.others.size(),
                all.paused.size(),
                all.slowed.size(),
                all.limited);
    }

    @Override
    public boolean obey(HostOrder order) {
        return scripts.run(
                        redis,
                        scripts.orderHost,
                        "none",
                        StandingOrder.of(order).arguments(order.host()))
                == 1;
    }

    /**
     * The names of all hosts, as they stand.
     *
     * @param paused until when, in ms
     * @param limited how many have limits of an operator
     */
    private record Hosts(Map<String, Long> paused, Map<String, HostRecord> slowed, Set<String> others, int limited) {}

    @Override
    public void resume(String host) {
        Objects.requireNonNull(scripts.run(redis, scripts.resume, "none", host, keys.strikesPrefix()));
    }
}
