package dev.gleaner.delivery;

import dev.gleaner.delivery.Debts.Debt;
import dev.gleaner.job.Job;
import dev.gleaner.job.Jobs;
import dev.gleaner.store.StoreAwayException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the jobs that debts lead to: writes down what is owed for ended runs, tells of the articles of open ones, and
 * forgets what can owe nothing any more. Every API process does it, and two that meet write the same. A debt that only waits for
 * the end of its job is looked at the less often the longer it waits, since whoever ends the job writes what is owed.
 */
public final class DebtCollector {
    private static final Logger log = LoggerFactory.getLogger(DebtCollector.class);

    /** A run that is not there by then never will be: a submission gives up after a minute. */
    private static final Duration NEVER_CAME = Duration.ofHours(1);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final int WAIT_SHARE = 10;
    private static final int CHUNK = 500;

    private final Debts debts;
    private final Jobs jobs;
    private final Owing owing;
    private final InstantSource clock;
    private Map<String, Look> looks = new HashMap<>();

    public DebtCollector(Debts debts, Jobs jobs, Owing owing, InstantSource clock) {
        this.debts = debts;
        this.jobs = jobs;
        this.owing = owing;
        this.clock = clock;
    }

    /**
     * What was seen of a debt.
     *
     * @param revision of its job then
     */
    private record Look(Instant next, long revision) {}

    /** One turn, on one thread. */
    public void turn() {
        Instant now = clock.instant();
        List<Debt> all = debts.all();
        Map<String, Look> seen = new HashMap<>();
        all.forEach(debt -> {
            Look look = looks.get(debt.id());
            if (look != null) {
                seen.put(debt.id(), look);
            }
        });
        looks = seen;
        all.stream()
                .filter(debt -> !seen.containsKey(debt.id())
                        || !seen.get(debt.id()).next().isAfter(now))
                .gather(Gatherers.windowFixed(CHUNK))
                .forEachOrdered(chunk -> look(chunk, now));
    }

    private void look(Collection<Debt> chunk, Instant now) {
        Map<String, Job> found = jobs
                .findAll(chunk.stream().map(Debt::jobId).distinct().toList())
                .stream()
                .collect(Collectors.toMap(Job::id, Function.identity()));
        for (Debt debt : chunk) {
            try {
                look(debt, found.get(debt.jobId()), now);
            } catch (StoreAwayException away) {
                throw away;
            } catch (RuntimeException fault) {
                log.error("What is owed for run {} of {} cannot be written", debt.run(), debt.jobId(), fault);
                looks.put(debt.id(), new Look(now.plus(LONGEST_WAIT), -1));
            }
        }
    }

    private void look(Debt debt, @Nullable Job job, Instant now) {
        if (job == null || job.run() < debt.run()) {
            if (debt.since().plus(NEVER_CAME).isBefore(now)) {
                debts.forget(debt);
            }
            looks.put(debt.id(), new Look(next(debt, now), -1));
        } else if (job.run() > debt.run()) {
            // Everything of a run is on record before the next one is open.
            debts.remove(debt.jobId(), debt.run());
        } else if (job.status().ended()) {
            owing.settle(job);
        } else {
            Look before = looks.get(debt.id());
            if (debt.articles() && (before == null || before.revision() != job.revision())) {
                owing.tellArticles(job);
            }
            looks.put(debt.id(), new Look(debt.articles() ? now : next(debt, now), job.revision()));
        }
    }

    private static Instant next(Debt debt, Instant now) {
        Duration wait = Duration.between(debt.since(), now).dividedBy(WAIT_SHARE);
        return now.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
    }
}
