package dev.gleaner.api.jobs.sweeper;

import dev.gleaner.api.jobs.Cancellation;
import dev.gleaner.api.jobs.Purge;
import dev.gleaner.api.jobs.retries.Retries;
import dev.gleaner.api.submission.SubmissionSweeper;
import dev.gleaner.duty.OutageLog;
import dev.gleaner.job.Intent;
import dev.gleaner.job.Intents;
import dev.gleaner.store.StoreAwayException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the intents and ends what is left half done. Every API process runs it; all of it may be done twice. */
public final class Sweeper {
    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);

    private final Intents intents;
    private final SubmissionSweeper submissions;
    private final Cancellation cancellation;
    private final Retries retries;
    private final Purge purge;
    private final OutageLog outage = new OutageLog(log, "The end of what is left half done");

    /** Intents whose end fails by a fault of ours, which is told once of each. */
    private final Set<Intent> poisoned = new HashSet<>();

    public Sweeper(
            Intents intents, SubmissionSweeper submissions, Cancellation cancellation, Retries retries, Purge purge) {
        this.intents = intents;
        this.submissions = submissions;
        this.cancellation = cancellation;
        this.retries = retries;
        this.purge = purge;
    }

    /**
     * One turn, on one thread. An intent that cannot be ended now does not keep the others from it. That some cannot be while a
     * store is away is told once, until all can be again: an outage leaves thousands of them, every few seconds.
     */
    public void turn() {
        List<Intent> all = intents.all();
        poisoned.retainAll(all);
        boolean away = false;
        for (Intent intent : all) {
            try {
                switch (intent.kind()) {
                    case SUBMIT -> submissions.sweep(intent);
                    case CANCEL -> cancellation.sweep(intent);
                    case RETRY -> retries.sweep(intent);
                    case PURGE -> purge.sweep(intent);
                }
            } catch (StoreAwayException later) {
                away = true;
                outage.failed(later);
                log.debug("{} of {} stays half done for now", intent.kind(), intent.jobId());
            } catch (RuntimeException bug) {
                if (poisoned.add(intent)) {
                    log.error("{} of {} stays half done by a fault of ours", intent.kind(), intent.jobId(), bug);
                }
            }
        }
        if (!away) {
            outage.went();
        }
    }
}
