package dev.gleaner.api.enqueue;

import dev.gleaner.job.Job;
import dev.gleaner.progress.ProgressBus;
import dev.gleaner.progress.ProgressUpdate;
import dev.gleaner.task.Holds;
import dev.gleaner.task.Tasks;
import dev.gleaner.task.Waiter;
import java.util.List;
import java.util.stream.Gatherers;

/** Lets go of the articles of a cancelled job: others that wait for them keep them. Repeatable. */
public final class Release {
    private static final int CHUNK = 1000;

    private final Tasks tasks;
    private final Holds holds;
    private final ProgressBus progress;

    public Release(Tasks tasks, Holds holds, ProgressBus progress) {
        this.tasks = tasks;
        this.holds = holds;
        this.progress = progress;
    }

    /** Afterwards no open task has the job among its waiters, and none is left that nobody waits for but running ones. */
    public void release(Job cancelled, List<String> givenUp) {
        Waiter waiter = new Waiter(cancelled.id(), cancelled.run());
        givenUp.stream().gather(Gatherers.windowFixed(CHUNK)).forEach(chunk -> {
            tasks.leave(chunk, waiter);
            tasks.removeUnwanted(chunk);
            // All that still wait for them may be paused.
            holds.align(chunk);
        });
        // Told once more: consumers look now whether they run something that nobody waits for.
        progress.publish(List.of(ProgressUpdate.of(cancelled)));
    }
}
