package dev.gleaner.exec;

import dev.gleaner.exec.record.JobFolder;
import dev.gleaner.exec.record.JobRecord;
import dev.gleaner.exec.record.Sightings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at records until they have ended: soon after each other at first, since most commands are short. */
final class Waits {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

    private Waits() {}

    static Awaited until(List<JobRecord> jobs, @Nullable Duration timeout) throws InterruptedException {
        List<JobRecord> now = new ArrayList<>(jobs);
        long begin = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        while (true) {
            now.replaceAll(Waits::look);
            boolean ended = now.stream().allMatch(JobRecord::hasEnded);
            Duration waited = Duration.ofNanos(System.nanoTime() - begin);
            if (ended || timeout != null && waited.compareTo(timeout) >= 0) {
                return new Awaited(now, !ended);
            }
            Thread.sleep(timeout == null ? pause : shorter(pause, timeout.minus(waited)));
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        }
    }

    /** As it is now; one whose record is gone or damaged meanwhile is left as it was last seen, worked out anew. */
    private static JobRecord look(JobRecord job) {
        if (job.hasEnded()) {
            return job;
        }
        try {
            return Sightings.now(JobFolder.read(job.folder()));
        } catch (IOException e) {
            return Sightings.now(job);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
