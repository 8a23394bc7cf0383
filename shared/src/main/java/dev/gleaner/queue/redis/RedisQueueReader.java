package dev.gleaner.queue.redis;

import dev.gleaner.queue.EntryReader;
import dev.gleaner.queue.Lane;
import dev.gleaner.queue.QueueEntry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.HashOperations;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Reads the queue's structures in chunks and changes none. No snapshot: an entry that moves while they are read may be met
 * twice, and with bad luck not at all.
 */
public final class RedisQueueReader {
    private static final int CHUNK = 5000;

    private final StringRedisTemplate redis;
    private final HashOperations<String, String, String> hashes;
    private final QueueKeys keys;

    public RedisQueueReader(StringRedisTemplate redis, QueueKeys keys) {
        this.redis = redis;
        this.hashes = redis.opsForHash();
        this.keys = keys;
    }

    /** All that a process would come across: what waits for listed hosts, is queued, or is held by an incarnation on record. */
    public void recorded(EntryReader reader) {
        entries(this::listedHosts, this::incarnations, reader);
    }

    /** The same, and what no record leads to: waiting sets and held hashes are found by their names. */
    public void all(EntryReader reader) {
        entries(this::waitingHosts, this::holders, reader);
    }

    /** How many entries are not held, whatever leads to them; roughly. */
    public long size() {
        long size = count(redis.opsForZSet().zCard(keys.delayed()));
        for (Lane lane : Lane.values()) {
            size += count(redis.opsForList().size(keys.list(lane)));
        }
        for (String host : waitingHosts()) {
            size += count(redis.opsForZSet().zCard(keys.waitingPrefix() + host));
        }
        return size;
    }

    /** The incarnations on record, those whose lease is over among them. */
    public Set<String> incarnations() {
        return new HashSet<>(redis.opsForZSet().range(keys.consumers(), 0, -1));
    }

    /** The incarnations on record whose lease is over, by the clock of Redis. */
    public List<String> expired() {
        Long now = redis.execute(connection -> connection.serverCommands().time(TimeUnit.MILLISECONDS), true);
        return List.copyOf(redis.opsForZSet().rangeByScore(keys.consumers(), 0, count(now)));
    }

    /** The incarnations under whose name something is held, on record or not. */
    public Set<String> holders() {
        return named(keys.held(""));
    }

    /** The hosts that are looked at because entries wait for them. */
    public Set<String> listedHosts() {
        return new HashSet<>(redis.opsForZSet().range(keys.hosts(), 0, -1));
    }

    /** The hosts for which entries wait, listed or not. */
    public Set<String> waitingHosts() {
        return named(keys.waitingPrefix());
    }

    /** The running counts of all hosts that have one. */
    public Map<String, Long> running() {
        Map<String, Long> counts = new TreeMap<>();
        hashes.entries(keys.running()).forEach((host, count) -> counts.put(host, Long.parseLong(count)));
        return counts;
    }

    /** The running counts of these hosts, in their order. */
    public List<Long> running(Collection<String> hosts) {
        return numbers(keys.running(), hosts);
    }

    /** For each of these hosts, in their order, the time before which nothing of it is handed out, in ms; 0 for none. */
    public List<Long> pace(Collection<String> hosts) {
        return numbers(keys.pace(), hosts);
    }

    /** All hosts with such a time, over or not. */
    public Map<String, Long> pace() {
        Map<String, Long> times = new TreeMap<>();
        fields(keys.pace(), (host, until) -> times.put(host, Long.parseLong(until)));
        return times;
    }

    /** For each of these hosts, in their order, how many entries wait for it. */
    List<Long> waiting(List<String> hosts) {
        return redis
                .executePipelined((RedisCallback<@Nullable Object>) connection -> {
                    hosts.forEach(host -> connection
                            .zSetCommands()
                            .zCard((keys.waitingPrefix() + host).getBytes(StandardCharsets.UTF_8)));
                    return null;
                })
                .stream()
                .map(count -> count(((Number) count).longValue()))
                .toList();
    }

    /** For each of these hosts, in their order, the Crawl-delay that is known; null if there is none. */
    List<@Nullable Duration> crawlDelays(List<String> hosts) {
        List<@Nullable Duration> delays = new ArrayList<>();
        redis.opsForValue()
                .multiGet(hosts.stream().map(host -> keys.crawlPrefix() + host).toList())
                .forEach(text -> delays.add(text == null ? null : crawlDelay(text)));
        return delays;
    }

    private static @Nullable Duration crawlDelay(String text) {
        int end = text.indexOf('|');
        return end < 1 ? null : Duration.ofMillis(Long.parseLong(text.substring(0, end)));
    }

    /** For each of these hosts, in their order, the pace that jobs have asked for there. */
    List<Optional<OwnPace>> ownPaces(List<String> hosts) {
        return redis
                .opsForValue()
                .multiGet(
                        hosts.stream().map(host -> keys.ownPacePrefix() + host).toList())
                .stream()
                .map(text -> Optional.ofNullable(text).flatMap(OwnPace::read))
                .toList();
    }

    /** For each of these hosts, in their order, what is remembered of it because it asks for less. */
    List<Optional<HostRecord>> slowed(List<String> hosts) {
        return hashes.multiGet(keys.slowed(), hosts).stream()
                .map(text -> Optional.ofNullable(text).flatMap(HostRecord::read))
                .toList();
    }

    /** The same for all hosts of which something is remembered. */
    Map<String, HostRecord> slowed() {
        Map<String, HostRecord> records = new TreeMap<>();
        fields(keys.slowed(), (host, text) -> HostRecord.read(text).ifPresent(record -> records.put(host, record)));
        return records;
    }

    /** For each of these hosts, in their order, what an operator has ordered of it. */
    List<Optional<StandingOrder>> orders(List<String> hosts) {
        return hashes.multiGet(keys.orders(), hosts).stream()
                .map(text -> Optional.ofNullable(text).flatMap(StandingOrder::read))
                .toList();
    }

    /** The same for all hosts of which something is ordered. */
    Map<String, StandingOrder> orders() {
        Map<String, StandingOrder> orders = new TreeMap<>();
        fields(keys.orders(), (host, text) -> StandingOrder.read(text).ifPresent(order -> orders.put(host, order)));
        return orders;
    }

    private List<Long> numbers(String key, Collection<String> hosts) {
        return hashes.multiGet(key, hosts).stream()
                .map(value -> value == null ? 0L : Long.parseLong(value))
                .toList();
    }

    /** In the order in which entries move on, so that one that moves while we read is met again rather than missed. */
    private void entries(Supplier<Set<String>> hosts, Supplier<Set<String>> incarnations, EntryReader reader) {
        for (String host : hosts.get()) {
            sortedSet(keys.waitingPrefix() + host, text -> hand("waiting", text, reader));
        }
        sortedSet(keys.delayed(), text -> hand("delayed", text, reader));
        for (Lane lane : Lane.values()) {
            String place = lane.name().toLowerCase(Locale.ROOT);
            list(keys.list(lane), text -> hand(place, text, reader));
        }
        for (String incarnation : incarnations.get()) {
            fieldNames(keys.held(incarnation), text -> hand("held", text, reader));
        }
    }

    private static void hand(String place, String text, EntryReader reader) {
        QueueEntry.parse(text).ifPresentOrElse(entry -> reader.read(place, entry), () -> reader.malformed(place, text));
    }

    private void list(String key, Consumer<String> reader) {
        // From the claim end, where entries leave: reading from there can see one twice, but hardly miss one.
        for (long from = 0; ; from += CHUNK) {
            List<String> chunk = redis.opsForList().range(key, -(from + CHUNK), -(from + 1));
            if (chunk.isEmpty()) {
                return;
            }
            chunk.forEach(reader);
        }
    }

    private void sortedSet(String key, Consumer<String> reader) {
        for (long from = 0; ; from += CHUNK) {
            Set<String> chunk = redis.opsForZSet().range(key, from, from + CHUNK - 1);
            if (chunk.isEmpty()) {
                return;
            }
            chunk.forEach(reader);
        }
    }

    private void fieldNames(String key, Consumer<String> reader) {
        fields(key, (name, value) -> reader.accept(name));
    }

    private void fields(String key, BiConsumer<String, String> reader) {
        try (Cursor<Map.Entry<String, String>> fields =
                hashes.scan(key, ScanOptions.scanOptions().count(1000).build())) {
            fields.forEachRemaining(field -> reader.accept(field.getKey(), field.getValue()));
        }
    }

    /** The rest of the names of all keys that begin so. */
    private Set<String> named(String prefix) {
        // Of the characters that a pattern gives a meaning to, a prefix holds none but the braces of its tag, which
        // have
        // none.
        ScanOptions pattern =
                ScanOptions.scanOptions().match(prefix + "*").count(1000).build();
        Set<String> found = new HashSet<>();
        try (Cursor<String> names = redis.scan(pattern)) {
            names.forEachRemaining(key -> found.add(key.substring(prefix.length())));
        }
        return found;
    }

    private static long count(@Nullable Long value) {
        return value == null ? 0 : value;
    }
}
