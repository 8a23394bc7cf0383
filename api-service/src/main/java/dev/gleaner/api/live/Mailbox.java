package dev.gleaner.api.live;

import dev.gleaner.progress.ProgressUpdate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one client has not been sent yet. It is bounded: of each job the newest state and a number of steps are kept, so a
 * slow reader gets the latest state and fewer steps. Numbers never fall: a step that comes late is told with the newest
 * numbers. Not safe for several threads; {@link Client} guards it.
 */
final class Mailbox {
    /** Steps kept of one job; what is above is skipped, oldest first, and counted. */
    static final int MOST_STEPS = 500;

    /** Jobs of which the newest state is remembered although they have ended; more are forgotten, oldest first. */
    private static final int MOST_ENDED = 2_000;

    /** Steps kept of all jobs together. */
    static final int MOST_STEPS_IN_ALL = 20_000;

    /** Jobs that may wait; a client with more is too far behind to catch up. */
    static final int MOST_WAITING = 10_000;

    private final Map<String, ProgressUpdate> newest = new HashMap<>();
    private final Set<String> ended = new LinkedHashSet<>();
    private final Map<String, Pending> waiting = new LinkedHashMap<>();
    private int steps;

    /** Takes the state that the client starts from; steps up to its revision are known to it. */
    void startFrom(ProgressUpdate state) {
        Pending pending = waiting.get(state.jobId());
        if (pending != null) {
            steps -= pending.size();
            pending.forgetUpTo(state.revision());
            steps += pending.size();
            if (pending.isEmpty()) {
                waiting.remove(state.jobId());
            }
        }
        remember(state);
    }

    /** Takes a step, be it new, late, or known already. */
    void put(ProgressUpdate step) {
        ProgressUpdate known = newest.get(step.jobId());
        if (known == null || step.revision() > known.revision()) {
            remember(step);
            add(step, step.revision());
        } else if (step.articleId() != null) {
            add(step.withNumbersOf(known), step.revision());
        }
    }

    private void add(ProgressUpdate step, long madeAt) {
        Pending pending = waiting.computeIfAbsent(step.jobId(), first -> new Pending());
        steps -= pending.size();
        pending.add(step, madeAt);
        // Over the bound of all, the job that grows gives its oldest.
        while (pending.size() > MOST_STEPS || (pending.size() > 1 && steps + pending.size() > MOST_STEPS_IN_ALL)) {
            pending.skipOldest();
        }
        steps += pending.size();
    }

    /** Whether more waits than a client could ever be sent at its pace; it must start anew. */
    boolean isOverfull() {
        return waiting.size() > MOST_WAITING;
    }

    /**
     * Takes a state that was read again; nothing happens if the client knows it or newer.
     *
     * @return whether it was news
     */
    boolean refresh(ProgressUpdate state) {
        ProgressUpdate known = newest.get(state.jobId());
        if (known != null && state.revision() <= known.revision()) {
            return false;
        }
        put(state);
        return true;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The jobs that this client heard of and that have not ended. */
    List<String> openJobs() {
        return newest.values().stream()
                .filter(state -> !state.status().ended())
                .map(ProgressUpdate::jobId)
                .toList();
    }

    /** The next frame: jobs that have ended first, the others in turn. */
    Optional<Frame> next() {
        String chosen = null;
        for (String job : waiting.keySet()) {
            if (chosen == null || hasEnded(job)) {
                chosen = job;
                if (hasEnded(job)) {
                    break;
                }
            }
        }
        if (chosen == null) {
            return Optional.empty();
        }
        Pending pending = waiting.remove(chosen);
        ProgressUpdate state = newest.get(chosen);
        if (pending == null || state == null) {
            throw new IllegalStateException("nothing is known of " + chosen);
        }
        List<ProgressUpdate> told = pending.steps();
        steps -= told.size();
        if (state.status().ended() && !ended.contains(chosen)) {
            newest.remove(chosen); // forgotten already, but for this frame
        }
        return Optional.of(new Frame(told.getLast().withNumbersOf(state), told, pending.skipped));
    }

    private boolean hasEnded(String job) {
        ProgressUpdate state = newest.get(job);
        return state != null && state.status().ended();
    }

    private void remember(ProgressUpdate state) {
        ProgressUpdate now =
                newest.merge(state.jobId(), state, (old, young) -> young.revision() > old.revision() ? young : old);
        if (now == null || !now.status().ended()) {
            ended.remove(state.jobId()); // its failed articles are tried again
        } else if (ended.add(state.jobId()) && ended.size() > MOST_ENDED) {
            Iterator<String> oldest = ended.iterator();
            String gone = oldest.next();
            oldest.remove();
            if (!waiting.containsKey(gone)) {
                newest.remove(gone);
            }
        }
    }

    /**
     * What a client is sent at once: one job.
     *
     * @param state the newest, with the article of the last step
     * @param steps since the last frame about this job
     * @param skipped steps that were left out because the client reads too slowly
     */
    record Frame(ProgressUpdate state, List<ProgressUpdate> steps, int skipped) {}

    /** The unsent steps of one job. */
    private static final class Pending {
        private final Deque<Step> steps = new ArrayDeque<>();
        private final Set<String> articles = new HashSet<>();
        private int skipped;

        /** @param madeAt the revision of the step itself, which is lower than the one it is told with when it is late */
        void add(ProgressUpdate update, long madeAt) {
            if (update.articleId() != null && !articles.add(update.articleId())) {
                return;
            }
            steps.addLast(new Step(update, madeAt));
        }

        void skipOldest() {
            Step oldest = steps.removeFirst();
            if (oldest.update.articleId() != null) {
                articles.remove(oldest.update.articleId());
            }
            skipped++;
        }

        int size() {
            return steps.size();
        }

        void forgetUpTo(long revision) {
            steps.removeIf(step -> step.madeAt <= revision);
        }

        boolean isEmpty() {
            return steps.isEmpty();
        }

        List<ProgressUpdate> steps() {
            List<ProgressUpdate> list = new ArrayList<>(steps.size());
            steps.forEach(step -> list.add(step.update));
            return list;
        }

        private record Step(ProgressUpdate update, long madeAt) {}
    }
}
