package dev.gleaner.api.schedules.firing;

import dev.gleaner.api.schedules.DueTimes;
import dev.gleaner.api.schedules.OccurrenceIds;
import dev.gleaner.duty.OutageLog;
import dev.gleaner.store.StoreAwayException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what is due and has it done. Every API process may do it at the same time: what two of them do at once is decided by
 * the store. Nothing is remembered here that could not be read again.
 */
public final class Scheduler {
    private static final Logger log = LoggerFactory.getLogger(Scheduler.class);

    /** One small document by its id; a change of an owner is known everywhere after that. */
    private static final Duration CHANGES_EVERY = Duration.ofMillis(250);

    /** A process that died between a change and telling it, leaves it to this. */
    private static final Duration ALL_EVERY = Duration.ofSeconds(60);

    private static final Duration BUSY_EVERY = Duration.ofSeconds(1);

    /** Those of other processes too, which may have been stopped, and jobs that somebody removed. */
    private static final Duration ALL_BUSY_EVERY = Duration.ofSeconds(5);

    /** What cannot go on now is looked at again then. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /** What failed by a fault of ours is no hurry. */
    private static final Duration AFTER_FAULT = Duration.ofSeconds(10);

    private static final int MOST_UNDER_WAY = 64;
    private static final int MOST_BUSY = 1_000;

    private final Firings firings;
    private final ScheduleKeeper keeper;
    private final Homes homes;
    private final DueView view;
    private final OpenJobs openJobs;
    private final Executor workers;
    private final InstantSource clock;
    private final OutageLog outage = new OutageLog(log, "Firing schedules");
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean lookingAtBusy = new AtomicBoolean();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    private long changes;
    private @Nullable Instant allAt;
    private @Nullable Instant changesAt;
    private @Nullable Instant busyAt;
    private @Nullable Instant allBusyAt;

    /** @param workers do what is due, several at a time */
    public Scheduler(
            Firings firings,
            ScheduleKeeper keeper,
            Homes homes,
            DueView view,
            OpenJobs openJobs,
            Executor workers,
            InstantSource clock) {
        this.firings = firings;
        this.keeper = keeper;
        this.homes = homes;
        this.view = view;
        this.openJobs = openJobs;
        this.workers = workers;
        this.clock = clock;
    }

    /** One look, on one thread; it does not wait for what it has begun. */
    public void turn() {
        Instant now = clock.instant();
        homes.look(now);
        refresh(now);
        int room = MOST_UNDER_WAY - underWay.size();
        if (room > 0) {
            begin(view.due(now, room, underWay));
        }
        if (isOver(busyAt, BUSY_EVERY, now) && lookingAtBusy.compareAndSet(false, true)) {
            boolean all = isOver(allBusyAt, ALL_BUSY_EVERY, now);
            busyAt = now;
            allBusyAt = all ? now : allBusyAt;
            // A long answer of the store makes nothing late that comes due meanwhile.
            workers.execute(() -> lookAtBusy(now, all));
        }
    }

    private void lookAtBusy(Instant now, boolean all) {
        try {
            List<ScheduleState> busy = view.busy(now, MOST_BUSY, underWay, all);
            begin(all ? openJobs.endedOrGone(busy, now) : openJobs.ended(busy, now));
        } catch (StoreAwayException away) {
            outage.failed(away);
        } catch (RuntimeException fault) {
            log.error("The open jobs of schedules cannot be looked at now", fault);
        } finally {
            lookingAtBusy.set(false);
        }
    }

    private void refresh(Instant now) {
        if (isOver(allAt, ALL_EVERY, now)) {
            Firings.Changes before = firings.changes();
            List<ScheduleState> all = firings.all();
            all.forEach(this::tellUnreadable);
            view.replace(
                    allAt == null ? all.stream().map(this::underRulesOfToday).toList() : all);
            changes = before.count();
            view.pause(before.pause());
            allAt = now;
            changesAt = now;
        } else if (isOver(changesAt, CHANGES_EVERY, now)) {
            Firings.Changes latest = firings.changes();
            long more = latest.count() - changes;
            view.pause(latest.pause());
            changesAt = now;
            if (more < 0 || more > latest.recent().size()) {
                allAt = null;
            } else if (more > 0) {
                List<String> recent = latest.recent();
                read(new HashSet<>(recent.subList(recent.size() - (int) more, recent.size())));
            }
            changes = latest.count();
        }
    }

    /** The rules of a time zone may have changed since its next time was computed. */
    private ScheduleState underRulesOfToday(ScheduleState state) {
        Instant due = state.progress().nextDue();
        if (due == null || state.unreadable() != null || !due.isAfter(clock.instant())) {
            return state;
        }
        Optional<Instant> today =
                new DueTimes(state.spec()).after(state.progress().from());
        if (today.equals(Optional.of(due))) {
            return state;
        }
        log.info(
                "{} is due at {} and not at {}, by the rules of {} today",
                state.id(),
                today,
                due,
                state.spec().zone());
        return firings.advance(state, state.from(state.progress().from()), null).orElse(state);
    }

    private void tellUnreadable(ScheduleState state) {
        if (state.unreadable() != null && told.add(state.id())) {
            log.error("The schedule {} does not fire: {}", state.id(), state.unreadable());
        }
    }

    private void begin(List<String> found) {
        List<String> ids = found.stream().filter(underWay::add).toList();
        if (ids.isEmpty()) {
            return;
        }
        List<ScheduleState> latest;
        Set<String> inHand;
        try {
            latest = read(ids);
            inHand = inHand(latest);
        } catch (RuntimeException fault) {
            ids.forEach(underWay::remove);
            throw fault;
        }
        Set<String> begun = new HashSet<>();
        for (ScheduleState one : latest) {
            if (inHand.contains(one.id())) {
                view.postpone(one.id(), clock.instant().plus(AGAIN));
            } else {
                begun.add(one.id());
                workers.execute(() -> keep(one));
            }
        }
        ids.stream().filter(id -> !begun.contains(id)).forEach(underWay::remove);
    }

    /** Those whose home has just decided, and is making the job: a busy one is not helped by others who begin the same. */
    private Set<String> inHand(List<ScheduleState> latest) {
        Instant now = clock.instant();
        Map<String, String> due = new HashMap<>();
        for (ScheduleState one : latest) {
            Instant first = one.progress().nextDue();
            if (first != null && fires(one, now) && homes.rank(one.id()) > 0) {
                due.put(OccurrenceIds.ofTrigger(one.id(), first), one.id());
            }
        }
        return firings.occurrences(due.keySet()).stream()
                .filter(there -> Duration.between(there.decidedAt(), now).abs().compareTo(Firing.HELP_AFTER) < 0)
                .map(there -> due.get(there.id()))
                .collect(Collectors.toSet());
    }

    /** Those that are there; the others are forgotten. */
    private List<ScheduleState> read(Collection<String> ids) {
        List<ScheduleState> latest = firings.find(ids);
        Set<String> gone = new HashSet<>(ids);
        for (ScheduleState one : latest) {
            gone.remove(one.id());
            view.put(one);
        }
        gone.forEach(view::remove);
        return latest;
    }

    private void keep(ScheduleState seen) {
        String id = seen.id();
        Instant began = clock.instant();
        try {
            Optional<ScheduleState> after = keeper.keep(seen);
            after.ifPresentOrElse(view::put, () -> read(List.of(id)));
            // Due and unchanged, so something is waited for; else it may be due again at once.
            if (after.isPresent() && after.get().turn() == seen.turn() && fires(after.get(), began)) {
                view.postpone(id, clock.instant().plus(AGAIN));
            } else {
                view.goOn(id);
            }
            outage.went();
        } catch (StoreAwayException away) {
            outage.failed(away);
            view.postpone(id, clock.instant().plus(AGAIN));
        } catch (RuntimeException fault) {
            log.error("The schedule {} cannot be fired now", id, fault);
            view.postpone(id, clock.instant().plus(AFTER_FAULT));
        } finally {
            underWay.remove(id);
        }
    }

    private static boolean fires(ScheduleState state, Instant now) {
        Instant fires = state.progress().nextRunAt();
        return fires != null && !fires.isAfter(now);
    }

    /** Also where the clock was put back. */
    private static boolean isOver(@Nullable Instant last, Duration period, Instant now) {
        return last == null || Duration.between(last, now).abs().compareTo(period) >= 0;
    }
}
