package dev.gleaner.api.operations;

import dev.gleaner.api.health.StoreHealth;
import dev.gleaner.api.schedules.Schedules;
import dev.gleaner.operations.ConsumerReport;
import dev.gleaner.operations.ConsumerReports;
import dev.gleaner.operations.JobNumbers;
import dev.gleaner.operations.Minutes;
import dev.gleaner.operations.Minutes.Minute;
import dev.gleaner.operations.QueueNumbers;
import dev.gleaner.operations.Tally;
import dev.gleaner.queue.HostStates;
import dev.gleaner.queue.Lane;
import dev.gleaner.store.StoreAwayException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The fleet in numbers. What a store that is away would have told is left out. The answer is kept for a second, so that it costs the
 * stores the same however many look.
 */
final class Stats {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int HOUR = 60;

    private final QueueNumbers queue;
    private final Minutes minutes;
    private final ConsumerReports consumers;
    private final HostStates hosts;
    private final JobNumbers jobs;
    private final Schedules schedules;
    private final StoreHealth stores;
    private final Watchers watchers;
    private final InstantSource clock;
    private @Nullable StatsAnswer last;

    Stats(
            QueueNumbers queue,
            Minutes minutes,
            ConsumerReports consumers,
            HostStates hosts,
            JobNumbers jobs,
            Schedules schedules,
            StoreHealth stores,
            Watchers watchers,
            InstantSource clock) {
        this.queue = queue;
        this.minutes = minutes;
        this.consumers = consumers;
        this.hosts = hosts;
        this.jobs = jobs;
        this.schedules = schedules;
        this.stores = stores;
        this.watchers = watchers;
        this.clock = clock;
    }

    synchronized StatsAnswer read() throws InterruptedException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        StatsAnswer known = last;
        if (known != null && !known.at().isAfter(now) && known.at().plus(FRESH).isAfter(now)) {
            return known;
        }
        StatsAnswer answer = read(now);
        last = answer;
        return answer;
    }

    private StatsAnswer read(Instant now) throws InterruptedException {
        StoreHealth.State health = stores.ask();
        boolean redis = health.isUp("redis");
        boolean mongo = health.isUp("mongo");
        List<Minute> hour = asked(redis, () -> minutes.last(now, HOUR));
        return new StatsAnswer(
                now,
                asked(redis, () -> queues(queue.read())),
                hour == null ? null : rates(hour, now),
                asked(mongo, jobs::byState),
                asked(redis, () -> consumers(consumers.all())),
                asked(redis, () -> hosts(hosts.counts())),
                hour == null ? null : failures(hour),
                hour == null ? null : hour.stream().map(Stats::minute).toList(),
                asked(mongo, () -> schedules(schedules.overview(now))),
                new StatsAnswer.Live(watchers.webSockets(), watchers.eventStreams()),
                new StatsAnswer.Stores(state(mongo), state(redis)));
    }

    private static <T> @Nullable T asked(boolean up, Supplier<T> question) {
        if (!up) {
            return null;
        }
        try {
            return question.get();
        } catch (StoreAwayException away) {
            return null;
        }
    }

    private static StatsAnswer.Queues queues(QueueNumbers.Depths depths) {
        return new StatsAnswer.Queues(
                queue(depths, Lane.HIGH),
                queue(depths, Lane.MEDIUM),
                queue(depths, Lane.LOW),
                new StatsAnswer.Delayed(depths.delayed(), seconds(depths.nextDelayed())),
                depths.waiting(),
                depths.held());
    }

    private static StatsAnswer.Queue queue(QueueNumbers.Depths depths, Lane lane) {
        QueueNumbers.Depth depth = depths.lanes().get(lane);
        return depth == null
                ? new StatsAnswer.Queue(0, null)
                : new StatsAnswer.Queue(depth.entries(), seconds(depth.oldest()));
    }

    private static @Nullable Double seconds(@Nullable Duration time) {
        return time == null ? null : time.toMillis() / 1000.0;
    }

    private static StatsAnswer.Rates rates(List<Minute> hour, Instant now) {
        double failed = rate(hour, now, Tally.FAILED);
        return new StatsAnswer.Rates(
                round(failed + rate(hour, now, Tally.SUCCEEDED)), round(failed), round(rate(hour, now, Tally.CLAIMED)));
    }

    /** Of the last sixty seconds: all of this minute, and as much of the one before as belongs to them. */
    private static double rate(List<Minute> hour, Instant now, String name) {
        Minute current = hour.getLast();
        double gone = Duration.between(current.begins(), now).toMillis() / 60_000.0;
        double before = hour.get(hour.size() - 2).count(name) * Math.max(0, 1 - gone);
        return (current.count(name) + before) / 60;
    }

    private static double round(double rate) {
        return Math.round(rate * 1000) / 1000.0;
    }

    private static StatsAnswer.Consumers consumers(List<ConsumerReport> all) {
        return new StatsAnswer.Consumers(
                all.size(),
                all.stream().mapToInt(ConsumerReport::capacity).sum(),
                all.stream().mapToInt(ConsumerReport::runningTotal).sum());
    }

    private static StatsAnswer.Hosts hosts(HostStates.Counts counts) {
        return new StatsAnswer.Hosts(counts.known(), counts.paused(), counts.slowed(), counts.limited());
    }

    private static Map<String, Long> failures(List<Minute> hour) {
        Map<String, Long> codes = new TreeMap<>();
        hour.forEach(minute -> minute.counts().forEach((name, count) -> {
            if (name.startsWith(Tally.CODE)) {
                codes.merge(name.substring(Tally.CODE.length()), count, Long::sum);
            }
        }));
        return codes;
    }

    private static StatsAnswer.MinuteAnswer minute(Minute minute) {
        return new StatsAnswer.MinuteAnswer(
                minute.begins(),
                minute.count(Tally.SUCCEEDED),
                minute.count(Tally.FAILED),
                minute.count(Tally.RETRIED),
                minute.count(Tally.BYTES));
    }

    private static StatsAnswer.Schedules schedules(Schedules.Overview overview) {
        return new StatsAnswer.Schedules(overview.enabled(), overview.nextDue());
    }

    private static String state(boolean up) {
        return up ? "UP" : "DOWN";
    }
}
