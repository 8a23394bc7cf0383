package dev.gleaner.api.jobs.retention;

import dev.gleaner.api.jobs.Purge;
import dev.gleaner.article.Articles;
import dev.gleaner.job.Job;
import dev.gleaner.job.Jobs;
import dev.gleaner.scraper.CommandLogs;
import dev.gleaner.store.StoreAwayException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes jobs that ended long ago, articles that nobody asked for since, and old logs of commands. Every API process does it; two that meet
 * remove the same things.
 */
public final class Retention {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final int CHUNK = 100;

    private final Jobs jobs;
    private final Articles articles;
    private final CommandLogs logs;
    private final Purge purge;
    private final RetentionSettings settings;
    private final InstantSource clock;

    public Retention(
            Jobs jobs,
            Articles articles,
            CommandLogs logs,
            Purge purge,
            RetentionSettings settings,
            InstantSource clock) {
        this.jobs = jobs;
        this.articles = articles;
        this.logs = logs;
        this.purge = purge;
        this.settings = settings;
        this.clock = clock;
    }

    /** One turn: everything that is due now. */
    public void turn() {
        Instant now = clock.instant();
        if (!settings.jobs().isZero()) {
            removeJobs(now.minus(settings.jobs()));
        }
        if (!settings.articles().isZero()) {
            removeArticles(now, settings.articles());
        }
        if (!settings.commandLogs().isZero()) {
            logs.removeBefore(now.minus(settings.commandLogs()));
        }
    }

    private void removeJobs(Instant endedBefore) {
        int removed = 0;
        int failed = 0;
        List<Job> due;
        do {
            // Those that could not be removed are the oldest still, and come first again.
            due = jobs.endedBefore(endedBefore, CHUNK + failed);
            int before = removed;
            failed = 0;
            for (Job job : due) {
                if (remove(job)) {
                    removed++;
                } else {
                    failed++;
                }
            }
            if (removed == before) {
                break;
            }
        } while (due.size() >= CHUNK);
        if (removed > 0) {
            log.info("{} jobs that ended before {} are removed", removed, endedBefore);
        }
    }

    /** One that cannot be removed keeps no other from it. */
    private boolean remove(Job job) {
        try {
            purge.remove(job);
            return true;
        } catch (StoreAwayException away) {
            throw away;
        } catch (RuntimeException fault) {
            log.error("{} ended long ago and cannot be removed", job.id(), fault);
            return false;
        }
    }

    /**
     * A job that is still there shows its articles, however old they are. It touched all of them when it was submitted, so
     * none that was last touched before the oldest job began belongs to any.
     */
    private void removeArticles(Instant now, Duration keep) {
        Instant cutoff = now.minus(keep);
        Instant oldestJob = jobs.oldestCreation().orElse(cutoff);
        Instant before = oldestJob.isBefore(cutoff) ? oldestJob : cutoff;
        long removed = articles.removeUntouchedSince(before);
        // A fetch touches its article: what was written for one that is gone is at least as old.
        logs.removeBefore(before);
        if (removed > 0) {
            log.info("{} articles that nobody asked for since {} are removed", removed, before);
        }
    }
}
