package dev.gleaner.api.schedules.firing;

import dev.gleaner.api.schedules.Schedules.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * What this process knows of the schedules, in the order in which they fire, so that an idle look asks no store. What it knows
 * may be old: whoever acts on it reads the schedule first.
 */
final class DueView {
    /**
     * Each process looks at a schedule so much later than the one before it in the order of {@link Homes}, which has mostly
     * done it by then; so much later it is done where that one is dead or busy.
     */
    static final Duration STEP = Duration.ofMillis(400);

    private final ToIntFunction<String> rank;
    private final Map<String, ScheduleState> known = new HashMap<>();
    private final TreeSet<Fires> order =
            new TreeSet<>(Comparator.comparing(Fires::at).thenComparing(Fires::id));
    private final Set<String> busy = new LinkedHashSet<>();
    private final Map<String, Instant> notBefore = new HashMap<>();
    private int running;
    private Pause pause = new Pause(false, null, null);

    /** @param rank how many other processes look at a schedule before this one does */
    DueView(ToIntFunction<String> rank) {
        this.rank = rank;
    }

    /** Takes what is stored of a schedule, if it is not older than what is known. */
    synchronized void put(ScheduleState state) {
        ScheduleState before = known.get(state.id());
        if (before != null && before.turn() > state.turn()) {
            return;
        }
        remove(state.id());
        known.put(state.id(), state);
        running += state.progress().active().size();
        Instant fires = state.progress().nextRunAt();
        if (fires != null && state.unreadable() == null) {
            order.add(new Fires(fires, state.id()));
        }
        if (state.isBusy() || state.removed()) {
            busy.add(state.id());
        }
    }

    synchronized void remove(String id) {
        ScheduleState before = known.remove(id);
        if (before != null) {
            running -= before.progress().active().size();
            Instant fires = before.progress().nextRunAt();
            if (fires != null) {
                order.remove(new Fires(fires, id));
            }
            busy.remove(id);
        }
    }

    /** Takes these for all that there are. */
    synchronized void replace(Collection<ScheduleState> all) {
        Set<String> ids = new HashSet<>();
        for (ScheduleState one : all) {
            ids.add(one.id());
            put(one);
        }
        List.copyOf(known.keySet()).stream().filter(id -> !ids.contains(id)).forEach(this::remove);
    }

    /** What is to be tried again, but not at once. */
    synchronized void postpone(String id, Instant until) {
        notBefore.put(id, until);
    }

    synchronized void goOn(String id) {
        notBefore.remove(id);
    }

    /** Those that fire by now and are this process' to look at: those whose home it is first, the oldest of them first. */
    synchronized List<String> due(Instant now, int most, Set<String> underWay) {
        return order.headSet(new Fires(now, "\uffff"), true).stream()
                .filter(one -> !underWay.contains(one.id()) && isLet(one.id(), now))
                .map(one -> new Turn(one, rank.applyAsInt(one.id())))
                .filter(turn -> !turn.at().isAfter(now))
                // The order of their times is kept within a rank.
                .sorted(Comparator.comparing(Turn::rank))
                .limit(most)
                .map(turn -> turn.fires().id())
                .toList();
    }

    /**
     * Those that have something besides their next time; who was longest not among them comes first.
     *
     * @param others also those whose home is another process
     */
    synchronized List<ScheduleState> busy(Instant now, int most, Set<String> underWay, boolean others) {
        List<String> turn = busy.stream()
                .filter(id -> !underWay.contains(id) && isLet(id, now))
                .filter(id -> others || rank.applyAsInt(id) == 0)
                .limit(most)
                .toList();
        turn.forEach(id -> {
            busy.remove(id);
            busy.add(id);
        });
        return turn.stream().map(known::get).filter(Objects::nonNull).toList();
    }

    private boolean isLet(String id, Instant now) {
        Instant until = notBefore.get(id);
        return until == null || !now.isBefore(until);
    }

    synchronized void pause(Pause known) {
        pause = known;
    }

    /** Whether all schedules are paused. */
    synchronized Pause pause() {
        return pause;
    }

    /** Open jobs of all schedules. */
    synchronized int running() {
        return running;
    }

    private record Fires(Instant at, String id) {}

    /** When this process looks at one that fires. */
    private record Turn(Fires fires, int rank) {
        Instant at() {
            return fires.at().plus(STEP.multipliedBy(rank));
        }
    }
}
