package dev.gleaner.task;

import dev.gleaner.event.Event;
import dev.gleaner.event.Observer;
import dev.gleaner.id.Ids;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Job;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.NewJob;
import dev.gleaner.job.Orders;
import dev.gleaner.progress.ProgressBus;
import dev.gleaner.progress.ProgressUpdate;
import dev.gleaner.scraper.RunIds;
import dev.gleaner.store.StoreAwayException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where jobs end: their articles by a settle, they themselves when nothing is pending any more, by a cancel, or
 * at their commit when all was cached. Each end is one conditional update, and whoever made it publishes it and tells the
 * observer; an update that met nothing tells nobody. So every end is told once, unless a process dies between the two. What is
 * owed to others for it is noted before the job is there, so that it is written down however many processes die.
 */
public final class JobEnds {
    private static final Logger log = LoggerFactory.getLogger(JobEnds.class);

    private final Jobs jobs;
    private final ProgressBus progress;
    private final Observer observer;
    private final Owed owed;

    /** Ends of jobs for which nothing is owed to anybody. */
    public JobEnds(Jobs jobs, ProgressBus progress, Observer observer) {
        this(jobs, progress, observer, Owed.NOTHING);
    }

    public JobEnds(Jobs jobs, ProgressBus progress, Observer observer, Owed owed) {
        this.jobs = jobs;
        this.progress = progress;
        this.observer = observer;
        this.owed = owed;
    }

    /**
     * Commits a job; with nothing pending it has ended by that.
     *
     * @return false if the id belongs to another job
     */
    public boolean commit(NewJob job) {
        owed.expect(job.id(), 1, job.orders());
        if (!jobs.insert(job)) {
            return false;
        }
        observer.on(new Event.Submitted(job.id(), job.articleIds().size(), job.cached()));
        if (job.pending().isEmpty()) {
            tellEnd(job.completedAtOnce());
        }
        return true;
    }

    /**
     * Ends articles of a job: in one update where all are still pending, singly where that misses, and then completes the job
     * if nothing is left. Anybody may repeat it; what was settled before is met by no update and counted nowhere.
     *
     * @return the steps that this call made, in order; empty if all was settled before or the job has ended
     */
    public List<ProgressUpdate> settle(String jobId, int run, List<String> succeeded, List<Failure> failed) {
        SettledSteps steps = new SettledSteps();
        if (!succeeded.isEmpty() || !failed.isEmpty()) {
            settle(steps, jobId, run, succeeded, failed);
        }
        Optional<Job> after = steps.job();
        if (after.isEmpty()) {
            log.debug("Nothing of {} was left to settle in run {}", jobId, run);
        }
        Optional<Job> ended =
                after.isEmpty() || after.get().pending() == 0 ? jobs.complete(jobId, run) : Optional.empty();
        ended.ifPresent(steps::addEnd);
        ended.ifPresent(this::owe);
        progress.publish(steps.list());
        if (after.isPresent()) {
            observer.on(new Event.Settled(jobId, run, steps.succeeded(), steps.failed()));
        }
        ended.ifPresent(job -> observer.on(new Event.Ended(job)));
        return steps.list();
    }

    /**
     * Adds articles that a run has found, all in one update, and tells of them.
     *
     * @param start of the run, and {@code total} of the job, as in {@link Jobs#addFound}
     * @return the job afterwards; empty if another start of the run has begun since, or the run has ended
     */
    public Optional<Job> found(String jobId, int run, String runId, long start, int total, List<String> articles) {
        Optional<Job> after = jobs.addFound(jobId, run, runId, start, total, articles.size());
        after.ifPresent(job -> {
            SettledSteps steps = new SettledSteps();
            steps.addFound(job, articles);
            progress.publish(steps.list());
            observer.on(new Event.Settled(jobId, run, articles.size(), 0));
        });
        return after;
    }

    private void settle(SettledSteps steps, String jobId, int run, List<String> ended, List<Failure> failed) {
        List<String> succeeded = ended.stream().filter(id -> !RunIds.isRun(id)).toList();
        ended.stream()
                .filter(RunIds::isRun)
                .forEach(id -> jobs.endRun(jobId, run, id).ifPresent(steps::addRunEnd));
        if (succeeded.isEmpty() && failed.isEmpty()) {
            return;
        }
        Optional<Job> atOnce = jobs.settle(jobId, run, succeeded, failed);
        if (atOnce.isPresent()) {
            steps.add(atOnce.get(), succeeded, failed);
        } else if (succeeded.size() + failed.size() > 1) {
            for (String article : succeeded) {
                jobs.settle(jobId, run, List.of(article), List.of())
                        .ifPresent(job -> steps.add(job, List.of(article), List.of()));
            }
            for (Failure failure : failed) {
                jobs.settle(jobId, run, List.of(), List.of(failure))
                        .ifPresent(job -> steps.add(job, List.of(), List.of(failure)));
            }
        }
    }

    /** Ends an open job that has nothing pending: whoever settled its last article may have died before that. */
    public void complete(String jobId, int run) {
        jobs.complete(jobId, run).ifPresent(this::tellEnd);
    }

    /** Cancels an open job with something pending; empty if there is no such one. */
    public Optional<Jobs.Cancelled> cancel(String jobId) {
        Optional<Jobs.Cancelled> cancelled = jobs.cancel(jobId, Ids.token());
        cancelled.ifPresent(it -> tellEnd(it.job()));
        return cancelled;
    }

    /** Before a job that has ended is opened for another run: its end will not be seen any more. */
    public void beforeNextRun(Job ended) {
        owed.beforeNextRun(ended);
    }

    /** Lets a job that would have been run again by itself have ended for good; nothing happens to one that has, or is open. */
    public void endForGood(String jobId) {
        Optional<Job> ended = jobs.find(jobId).filter(job -> job.status().ended());
        Optional<Orders> orders = ended.flatMap(job -> jobs.orders(jobId)).filter(it -> !it.endsForGood(ended.get()));
        if (orders.isPresent()) {
            // First the note, as before every end: what is owed only now must not be lost with this process.
            owed.expect(jobId, ended.get().run(), orders.get());
            jobs.dropRetries(jobId, ended.get().run());
            owe(ended.get());
        }
    }

    private void tellEnd(Job ended) {
        owe(ended);
        progress.publish(List.of(ProgressUpdate.of(ended)));
        observer.on(new Event.Ended(ended));
    }

    /** The job has ended, whatever becomes of this; the note of before leads somebody here again. */
    private void owe(Job ended) {
        try {
            owed.ended(ended);
        } catch (StoreAwayException away) {
            log.debug("What is owed for the end of {} is written later", ended.id(), away);
        } catch (RuntimeException bug) {
            log.error("What is owed for the end of {} could not be written", ended.id(), bug);
        }
    }
}
