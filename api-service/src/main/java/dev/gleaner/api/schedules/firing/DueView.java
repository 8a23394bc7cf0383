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

/**
 * What this process knows of the schedules, in the order in which they fire, so that an idle look asks no store. What it knows
 * may be old: whoever acts on it reads the schedule first.
 */
final class DueView {
    /**
     * Processes look at a schedule at moments of their own within this time after it is due, and in an order of their own, so
     * that the first has mostly done it before the next one looks.
     */
    static final Duration SPREAD = Duration.ofMillis(60);

    /** An odd number near 2^32 divided by the golden ratio: ids that differ a little come to lie far apart. */
    private static final int SCRAMBLE = 0x9E3779B1;

    private final String process;
    private final Map<String, ScheduleState> known = new HashMap<>();
    private final TreeSet<Fires> order =
            new TreeSet<>(Comparator.comparing(Fires::at).thenComparing(Fires::id));
    private final Set<String> busy = new LinkedHashSet<>();
    private final Map<String, Instant> notBefore = new HashMap<>();
    private int running;
    private Pause pause = new Pause(false, null, null);

    /** @param process a word that no other process has */
    DueView(String process) {
        this.process = process;
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

    /** Those that fire by now, this process' first ones first. */
    synchronized List<String> due(Instant now, int most, Set<String> underWay) {
        return order.headSet(new Fires(now, "\uffff"), true).stream()
                .filter(one -> !underWay.contains(one.id()) && isLet(one.id(), now))
                .map(one -> new Fires(one.at().plus(mine(one.id())), one.id()))
                .filter(one -> !one.at().isAfter(now))
                .sorted(Comparator.comparing(one -> mine(one.id())))
                .limit(most)
                .map(Fires::id)
                .toList();
    }

    /** Those that have something besides their next time; who was longest not among them comes first. */
    synchronized List<ScheduleState> busy(Instant now, int most, Set<String> underWay) {
        List<String> turn = busy.stream()
                .filter(id -> !underWay.contains(id) && isLet(id, now))
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

    private Duration mine(String id) {
        return Duration.ofMillis(Math.floorMod((process + id).hashCode() * SCRAMBLE, (int) SPREAD.toMillis()));
    }

    private record Fires(Instant at, String id) {}
}
