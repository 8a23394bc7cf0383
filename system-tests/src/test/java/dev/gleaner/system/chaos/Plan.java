package dev.gleaner.system.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What is done to a fleet and when, all of it from a seed. */
record Plan(long seed, List<Injection> injections) {
    private static final int APIS = 2;
    private static final int CONSUMERS = 3;
    private static final int REDIS_EVERY = 120;
    private static final int REDIS_FOR = 50;
    private static final int START_SECONDS = 20;
    private static final Kind[] KILLS = {Kind.KILL_API, Kind.KILL_CONSUMER, Kind.KILL_REDIS, Kind.KILL_MONGODB};

    /** Something that is done once. */
    record Injection(int number, Duration at, Kind kind, int target, Duration length, int amount) {
        @Override
        public String toString() {
            return "%4d  %6.1f s  %-22s %d  for %4.1f s  (%d)"
                    .formatted(number, at.toMillis() / 1000.0, kind, target, length.toMillis() / 1000.0, amount);
        }
    }

    /** All kinds, for so long. */
    static Plan mixed(long seed, Duration length) {
        Random random = new Random(seed);
        List<Injection> injections = new ArrayList<>();
        Map<String, Duration> busyUntil = new HashMap<>();
        Duration at = Duration.ofSeconds(5);
        while (at.compareTo(length) < 0) {
            Kind kind = any(random, onlyRedis(at));
            Injection next = draw(random, injections.size() + 1, at, kind);
            String target = kind.on == Kind.On.REDIS || kind.on == Kind.On.MONGODB
                    ? kind.on.toString()
                    : "member " + memberOf(next);
            // One thing at a time is broken in one way only; else the second would mend the first.
            if (busyUntil.getOrDefault(target, Duration.ZERO).compareTo(at) <= 0) {
                injections.add(next);
                busyUntil.put(target, at.plus(next.length()).plusSeconds(6));
            }
            at = at.plusMillis(1_000 + random.nextInt(4_500));
        }
        return new Plan(seed, injections);
    }

    /** Kills alone, so many; each victim comes back at once. Between two kills of an API lies the time of a start. */
    static Plan kills(long seed, int rounds) {
        Random random = new Random(seed);
        List<Injection> injections = new ArrayList<>();
        Duration at = Duration.ofSeconds(5);
        Duration nextApi = at;
        while (injections.size() < rounds) {
            int dice = random.nextInt(20);
            Kind kind = KILLS[dice < 6 ? 0 : dice < 14 ? 1 : dice < 17 ? 2 : 3];
            if (kind == Kind.KILL_API) {
                // Else no API would ever be up, and nothing be submitted that could be lost.
                kind = at.compareTo(nextApi) < 0 ? Kind.KILL_CONSUMER : kind;
                nextApi = kind == Kind.KILL_API ? at.plusSeconds(START_SECONDS) : nextApi;
            }
            injections.add(draw(random, injections.size() + 1, at, kind));
            at = at.plusMillis(2_500 + random.nextInt(3_000));
        }
        return new Plan(seed, injections);
    }

    /** When the last of it is over. */
    Duration length() {
        return injections.isEmpty()
                ? Duration.ZERO
                : injections.getLast().at().plus(injections.getLast().length());
    }

    Map<Kind, Integer> counts() {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        injections.forEach(one -> counts.merge(one.kind(), 1, Integer::sum));
        return counts;
    }

    /** Which of all members it is done to, the APIs first. */
    static int memberOf(Injection injection) {
        return switch (injection.kind().on) {
            case API, MEMBER -> injection.target();
            case CONSUMER -> APIS + injection.target();
            case REDIS, MONGODB -> throw new IllegalArgumentException(injection + " is done to a store");
        };
    }

    private static Injection draw(Random random, int number, Duration at, Kind kind) {
        int target = random.nextInt(
                switch (kind.on) {
                    case API -> APIS;
                    case CONSUMER -> CONSUMERS;
                    case MEMBER -> APIS + CONSUMERS;
                    case REDIS, MONGODB -> 1;
                });
        int millis = switch (kind) {
            // Longer than a lease of 12 s.
            case PAUSE_API, PAUSE_CONSUMER -> 14_000 + random.nextInt(5_000);
            case EMPTY_REDIS, FORGET_SCRIPTS, CUT_WIRES -> 0;
            case KILL_REDIS, KILL_MONGODB -> 200 + random.nextInt(2_500);
            case KILL_API, KILL_CONSUMER -> random.nextInt(3_000);
            default -> 1_500 + random.nextInt(6_000);
        };
        int amount = switch (kind) {
            case KILL_REDIS -> random.nextInt(400);
            case SLOW_MONGODB, SLOW_WIRES -> 50 + random.nextInt(400);
            case MONGODB_FAILS_WRITES -> 10 + random.nextInt(50);
            case NOTHING_GETS_OUT, NOTHING_COMES_IN -> random.nextInt(2);
            default -> 0;
        };
        return new Injection(number, at, kind, target, Duration.ofMillis(millis), amount);
    }

    /** Some of the time nothing but Redis and consumers are broken, so that it shows that clients do not notice. */
    private static boolean onlyRedis(Duration at) {
        return at.toSeconds() % REDIS_EVERY < REDIS_FOR;
    }

    private static Kind any(Random random, boolean onlyRedis) {
        List<Kind> kinds = Arrays.stream(Kind.values())
                .filter(kind -> !onlyRedis || !kind.excusesErrors())
                .toList();
        int sum = kinds.stream().mapToInt(kind -> kind.weight).sum();
        int left = random.nextInt(sum);
        for (Kind kind : kinds) {
            left -= kind.weight;
            if (left < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("weights");
    }
}
