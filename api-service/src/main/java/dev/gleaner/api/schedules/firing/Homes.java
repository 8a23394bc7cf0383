package dev.gleaner.api.schedules.firing;

import dev.gleaner.store.StoreAwayException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of the processes that fire schedules looks first at each of them, so that all together do the work of one. They agree
 * without asking each other by rendezvous hashing (Thaler and Ravishankar, 1998): each process has a weight for each schedule,
 * the heaviest comes first, and where one comes or goes only the schedules change hands that are or were its own.
 *
 * <p>Nothing depends on it but who does the work: the store decides what fires. A process is there while others see its beats
 * go on, by their own clocks; so no two clocks have to agree.
 */
final class Homes {
    /** One small document is changed and read. */
    static final Duration BEATS_EVERY = Duration.ofSeconds(1);

    /** Whose beats have not gone on for so long is gone. */
    static final Duration GONE_AFTER = Duration.ofSeconds(5);

    /** What a dead one left in the store is removed then. */
    static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(Homes.class);

    private final Firings firings;
    private final String process;
    private final Map<String, Heard> heard = new HashMap<>();
    private @Nullable Instant beatAt;
    private volatile boolean listed;
    private volatile List<String> others = List.of();

    /** @param process a word that no other process has */
    Homes(Firings firings, String process) {
        this.firings = firings;
        this.process = process;
    }

    /** Says that this process fires, if that was not said just now, and learns who else does. For one thread. */
    void look(Instant now) {
        if (beatAt != null && Duration.between(beatAt, now).abs().compareTo(BEATS_EVERY) < 0) {
            return;
        }
        listed = false;
        Map<String, Long> beats = firings.beat(process);
        listed = true;
        beatAt = now;
        heard.keySet().retainAll(beats.keySet());
        List<String> there = new ArrayList<>();
        beats.forEach((one, count) -> {
            Heard before = heard.get(one);
            Heard latest = before == null || before.beats() != count ? new Heard(count, now) : before;
            heard.put(one, latest);
            Duration silent = Duration.between(latest.at(), now);
            if (silent.compareTo(FORGOTTEN_AFTER) > 0) {
                firings.leave(one);
            } else if (silent.compareTo(GONE_AFTER) <= 0 && !one.equals(process)) {
                there.add(one);
            }
        });
        others = List.copyOf(there);
    }

    /** How many other processes look at a schedule before this one does; 0 if this is its home. */
    int rank(String schedule) {
        long mine = weight(process, schedule);
        return (int) others.stream()
                .filter(other -> {
                    long its = weight(other, schedule);
                    return its > mine || (its == mine && other.compareTo(process) < 0);
                })
                .count();
    }

    /** This process fires no more. */
    void leave() {
        if (listed) {
            try {
                firings.leave(process);
            } catch (StoreAwayException away) {
                log.debug("The others find out by themselves that this process fires no more", away);
            }
        }
    }

    private static long weight(String process, String schedule) {
        return mixed(mixed(process.hashCode()) ^ schedule.hashCode());
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014): ids that differ a little come to lie far apart. */
    private static long mixed(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /**
     * The beats of a process.
     *
     * @param at when they were first seen to be so many
     */
    private record Heard(long beats, Instant at) {}
}
