package dev.gleaner.api.schedules.firing;

import dev.gleaner.api.Services;
import dev.gleaner.api.schedules.Occurrence;
import dev.gleaner.api.schedules.OccurrenceOutcome;
import dev.gleaner.api.schedules.Schedule;
import dev.gleaner.api.schedules.ScheduleRuns;
import dev.gleaner.api.schedules.Schedules;
import dev.gleaner.api.schedules.mongo.MongoFirings;
import dev.gleaner.api.schedules.mongo.MongoSchedules;
import dev.gleaner.api.submission.Draft;
import dev.gleaner.api.submission.InvalidSubmissionException.Fault;
import dev.gleaner.api.work.WorkReader;
import dev.gleaner.id.Ids;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobFilter;
import dev.gleaner.scraper.ScraperChoice;
import dev.gleaner.store.Durability;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The services of the API with schedules, over real stores, and as many processes that fire them as a test wants. */
final class Scheduled implements AutoCloseable {
    final Services api = atHalfPast(new Services());
    final Schedules schedules = new MongoSchedules(api.stores.collections, api.stores.clock);
    final Firings stored = new MongoFirings(api.stores.collections, api.stores.clock);
    private final Map<String, Runnable> before = new ConcurrentHashMap<>();

    /** The same as {@link #stored}; a test says what happens before a call. */
    final Firings firings = breakable(stored);

    /** What the list of a schedule says for now; null if it can be had. */
    volatile @Nullable String listAway;

    volatile int most;

    private final JobMaker maker = new JobMaker(firings, new InlineWork(), api.submissions, api.jobs);
    private final Firing firing = new Firing(firings, maker, api.cancellation, api.ends, api.stores.clock);
    private final Requests requests = new Requests(firings, firing, api.stores.clock);
    final ScheduleRuns runs = new RequestedRuns(firings, requests, Durability.byWriteConcern(), api.stores.clock);
    final Scheduler scheduler = process(api.stores.clock);

    /** One that fires, on a clock of its own; what it begins has ended when its turn returns. */
    Scheduler process(InstantSource clock) {
        Homes homes = new Homes(firings, Ids.token());
        DueView view = new DueView(homes::rank);
        Firing own = new Firing(firings, maker, api.cancellation, api.ends, clock);
        ScheduleKeeper keeper = new ScheduleKeeper(
                firings,
                new Endings(firings, api.jobs, api.retries, clock),
                new Requests(firings, own, clock),
                new ScheduleTurn(firings, own, view::pause, () -> most > 0 && view.running() >= most, clock));
        return new Scheduler(firings, keeper, homes, view, new OpenJobs(api.jobs), Runnable::run, clock);
    }

    /** Half a minute after half past an hour, so that no test depends on when it runs. */
    private static Services atHalfPast(Services services) {
        Instant now = services.stores.now();
        Instant start =
                now.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofMinutes(90)).plusSeconds(30);
        services.stores.later(Duration.between(now, start));
        return services;
    }

    /** Lets the next time of a schedule come. */
    void due(String id) {
        Instant fires = Objects.requireNonNull(schedule(id).nextRunAt());
        scheduler.turn();
        api.stores.later(Duration.between(api.stores.now(), fires));
        looks(scheduler);
    }

    /** Lets time pass, looking every five seconds of it. */
    void later(Duration time) {
        Instant end = api.stores.now().plus(time);
        while (api.stores.now().isBefore(end)) {
            Duration left = Duration.between(api.stores.now(), end);
            api.stores.later(left.compareTo(STEP) < 0 ? left : STEP);
            scheduler.turn();
        }
    }

    private static final Duration STEP = Duration.ofSeconds(5);

    /** A few looks of one process, a moment apart, as if time stood nearly still. */
    void looks(Scheduler process) {
        for (int looks = 0; looks < 4; looks++) {
            process.turn();
            api.stores.later(Duration.ofMillis(400));
        }
    }

    Schedule create(Specs specs) {
        return schedules.create(specs.spec()).orElseThrow();
    }

    Schedule schedule(String id) {
        return schedules.find(id).orElseThrow();
    }

    /** Newest first. */
    List<Occurrence> history(String id) {
        return schedules.history(id, null, null, null, 1000, 0);
    }

    /** Oldest first. */
    List<OccurrenceOutcome> outcomes(String id) {
        return history(id).reversed().stream().map(Occurrence::outcome).toList();
    }

    /** Newest first. */
    List<Job> jobs(String schedule) {
        return api.stores.jobs.list(new JobFilter(null, null, List.of(), null, null, schedule), 1000, 0);
    }

    /** Does something before the next call of a method of {@link #firings}. */
    void beforeNext(String method, Runnable happens) {
        before.put(method, happens);
    }

    private Firings breakable(Firings real) {
        return (Firings) Proxy.newProxyInstance(
                Firings.class.getClassLoader(), new Class<?>[] {Firings.class}, (proxy, method, arguments) -> {
                    Runnable happens = before.remove(method.getName());
                    if (happens != null) {
                        happens.run();
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    @Override
    public void close() {
        api.close();
    }

    /** Reads the articles that stand in the work. */
    private final class InlineWork implements WorkReader {
        @Override
        public List<Fault> faults(ObjectNode work) {
            return List.of();
        }

        @Override
        public Drawn draw(ObjectNode work, ZoneId zone, Instant now) {
            String away = listAway;
            if (away != null) {
                return new Unavailable(away, true);
            }
            Draft draft = api.drafts.draft();
            if (work.hasNonNull("scraper")) {
                draft.fetches().scraper(ScraperChoice.of(work.path("scraper").asString()));
            }
            work.path("articles")
                    .forEach(article -> draft.article(article.path("url").asString(), null, null, null));
            return new Ready(draft.maxAge(Duration.ZERO));
        }
    }
}
