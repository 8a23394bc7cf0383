package dev.gleaner.api.jobs.sweeper;

import dev.gleaner.api.jobs.Cancellation;
import dev.gleaner.api.jobs.Purge;
import dev.gleaner.api.jobs.retries.Retries;
import dev.gleaner.api.jobs.steering.Controls;
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
    private final Controls controls;
    private final OutageLog outage = new OutageLog(log, "Ending what is left half done");

    /** Intents of the last turn that met a fault of ours. */
    private Set<String> faulty = Set.of();

    public Sweeper(
            Intents intents,
            SubmissionSweeper submissions,
            Cancellation cancellation,
            Retries retries,
            Purge purge,
            Controls controls) {
        this.intents = intents;
        this.submissions = submissions;
        this.cancellation = cancellation;
        this.retries = retries;
        this.purge = purge;
        this.controls = controls;
    }

    /**
     * One turn, on one thread. An intent that cannot be ended now does not keep the others from it. That a store is away is told
     * once, until it is back: an outage leaves thousands of intents, every few seconds. A fault of ours is told once for each
     * intent, with its stack.
     */
    public void turn() {
        List<Intent> all = intents.all();
        boolean away = false;
        Set<String> stillFaulty = new HashSet<>();
        for (Intent intent : all) {
            try {
                sweep(intent);
            } catch (StoreAwayException later) {
                away = true;
                outage.failed(later);
            } catch (RuntimeException fault) {
                stillFaulty.add(intent.id());
                if (!faulty.contains(intent.id())) {
                    log.error("{} of {} cannot be ended", intent.kind(), intent.jobId(), fault);
                }
            }
        }
        faulty = stillFaulty;
        if (!away) {
            outage.went();
        }
    }

    private void sweep(Intent intent) {
        switch (intent.kind()) {
            case SUBMIT -> submissions.sweep(intent);
            case CANCEL -> cancellation.sweep(intent);
            case RETRY -> retries.sweep(intent);
            case PURGE -> purge.sweep(intent);
            case STEER -> controls.sweep(intent);
        }
    }
}
