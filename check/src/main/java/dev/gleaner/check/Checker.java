package dev.gleaner.check;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Checks what MongoDB and Redis hold against what is promised. It reads only, so it may look at a fleet under load.
 *
 * <p>What stands in one document is judged at once, for a document is never half written. What two stores must agree on is
 * seen by two reads with work going on between them; it counts only if it is found again in every look until the bound
 * is over. A healthy fleet is told after the second look, a second after the first.
 *
 * <p>The same checker remembers what it has seen of jobs, so a second check also finds what fell back or changed after its
 * end. One thread at a time.
 */
public final class Checker {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final StoredState stored;
    private final QueuedState queued;
    private final LongSupplier nanoTime;
    private final Pause pause;
    private final InstantSource clock = Clock.systemUTC();
    private final JobHistory history = new JobHistory();

    public Checker(StoredState stored, QueuedState queued) {
        this(stored, queued, System::nanoTime, Thread::sleep);
    }

    /**
     * @param nanoTime a clock that never goes back, in nanoseconds
     * @param pause between two looks
     */
    public Checker(StoredState stored, QueuedState queued, LongSupplier nanoTime, Pause pause) {
        this.stored = stored;
        this.queued = queued;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /** The same, together with what a watch has heard so far. */
    public Report check(Expectation expectation, ProgressWatch watch) throws InterruptedException {
        Report report = check(expectation);
        Map<String, Long> looked = new LinkedHashMap<>(report.looked());
        looked.put("published steps", watch.heard());
        List<Violation> violations = new ArrayList<>(report.violations());
        violations.addAll(watch.judge(stored));
        return new Report(looked, violations, report.unlisted());
    }

    /** Looks once at everything, and again at what may be a matter of time. */
    public Report check(Expectation expectation) throws InterruptedException {
        Map<String, Long> looked = new LinkedHashMap<>();
        Findings certain = new Findings(expectation.limit(), found -> true);
        new JobInvariants(stored, history, certain, looked).look();

        long began = nanoTime.getAsLong();
        QueueInvariants look = new QueueInvariants(stored, queued, expectation, found -> true);
        look.look();
        looked.putAll(look.looked());
        Map<Invariant, Long> notFollowed = look.suspected().unlisted();
        look.certain().kept().forEach(certain::add);
        Duration wait = FIRST_PAUSE;
        while (look.finds()) {
            Duration left = expectation.bound().minusNanos(nanoTime.getAsLong() - began);
            if (!left.isPositive()) {
                break;
            }
            pause.sleep(wait.compareTo(left) < 0 ? wait : left);
            wait = wait.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? wait.multipliedBy(2) : LONGEST_PAUSE;
            Set<Violation> before = look.suspected().kept();
            look = new QueueInvariants(stored, queued, expectation, before::contains);
            look.look();
            look.certain().kept().forEach(certain::add);
        }
        List<Violation> undecided = schedules(certain, looked, expectation, began);
        List<Violation> violations = new ArrayList<>(certain.kept());
        violations.addAll(undecided);
        violations.addAll(look.suspected().kept());
        violations.addAll(look.leftovers().kept());
        Map<Invariant, Long> unlisted = new LinkedHashMap<>(certain.unlisted());
        look.leftovers().unlisted().forEach((what, count) -> unlisted.merge(what, count, Long::sum));
        // Too many to be looked at again; where the listed ones have stayed, these are taken to have stayed as well.
        look.suspected().kept().stream()
                .map(Violation::invariant)
                .distinct()
                .filter(notFollowed::containsKey)
                .forEach(kind -> unlisted.merge(kind, notFollowed.getOrDefault(kind, 0L), Long::sum));
        return new Report(looked, violations, unlisted);
    }

    /** What stays, in every look until the bound is over. */
    private List<Violation> schedules(Findings certain, Map<String, Long> looked, Expectation expectation, long began)
            throws InterruptedException {
        Findings suspected = new Findings(expectation.limit(), found -> true);
        new ScheduleInvariants(stored, clock, certain, suspected, looked).look();
        List<Violation> still = List.copyOf(suspected.kept());
        Duration wait = FIRST_PAUSE;
        while (!still.isEmpty()) {
            Duration left = expectation.bound().minusNanos(nanoTime.getAsLong() - began);
            if (!left.isPositive()) {
                break;
            }
            pause.sleep(wait.compareTo(left) < 0 ? wait : left);
            wait = wait.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? wait.multipliedBy(2) : LONGEST_PAUSE;
            Set<Violation> before = Set.copyOf(still);
            Findings again = new Findings(expectation.limit(), before::contains);
            new ScheduleInvariants(stored, clock, new Findings(0, found -> false), again, new LinkedHashMap<>()).look();
            still = List.copyOf(again.kept());
        }
        return still;
    }

    /** Waits. */
    @FunctionalInterface
    public interface Pause {
        void sleep(Duration time) throws InterruptedException;
    }
}
