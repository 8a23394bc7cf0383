package dev.gleaner.api.deliveries;

import dev.gleaner.delivery.Deliveries;
import dev.gleaner.delivery.Delivery;
import dev.gleaner.delivery.DeliveryKind;
import dev.gleaner.delivery.DeliveryState;
import dev.gleaner.delivery.Due;
import dev.gleaner.delivery.Logged;
import dev.gleaner.delivery.Try;
import dev.gleaner.event.Event;
import dev.gleaner.event.Observer;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.Orders;
import dev.gleaner.job.Origin;
import dev.gleaner.store.StoreAwayException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One try at one delivery that was taken: whether it may be made now, what it came to, and when the next one is. The log is
 * written before the place among the due goes, so that whoever dies in between leaves a place that leads to what is true.
 */
final class Delivering {
    private static final Logger log = LoggerFactory.getLogger(Delivering.class);

    private final Deliveries deliveries;
    private final Jobs jobs;
    private final EndpointCare care;
    private final RetryTimes times;
    private final InstantSource clock;
    private final Observer observer;

    /** Tells nobody. */
    Delivering(Deliveries deliveries, Jobs jobs, EndpointCare care, RetryTimes times, InstantSource clock) {
        this(deliveries, jobs, care, times, clock, Observer.NONE);
    }

    /** @param observer is told of each attempt */
    Delivering(
            Deliveries deliveries,
            Jobs jobs,
            EndpointCare care,
            RetryTimes times,
            InstantSource clock,
            Observer observer) {
        this.observer = observer;
        this.deliveries = deliveries;
        this.jobs = jobs;
        this.care = care;
        this.times = times;
        this.clock = clock;
    }

    /** Whose messages a receiver may refuse for good: those of a schedule, or of a job that belongs to none. */
    static String scope(String jobId, Orders orders) {
        Origin origin = orders.origin();
        return origin == null ? jobId : origin.schedule();
    }

    void deliver(Due taken, Deliverer deliverer) {
        Optional<Logged> found = deliveries.find(taken.id());
        if (found.isEmpty() || found.get().state() != DeliveryState.QUEUED) {
            deliveries.drop(taken);
            return;
        }
        Logged logged = found.get();
        Instant nextAt = logged.nextAt();
        if (nextAt != null && nextAt.isAfter(clock.instant())) {
            deliveries.putOff(taken, nextAt);
            return;
        }
        Delivery delivery = logged.delivery();
        Optional<Orders> orders = jobs.orders(delivery.jobId());
        if (orders.isEmpty()) {
            // It was written while its job was being removed.
            deliveries.removeOf(delivery.jobId());
            deliveries.drop(taken);
            return;
        }
        if (delivery.kind() == DeliveryKind.WEBHOOK) {
            send(taken, logged, scope(delivery.jobId(), orders.get()), deliverer);
        } else {
            attempt(taken, logged, deliverer);
        }
    }

    private void send(Due taken, Logged logged, String scope, Deliverer deliverer) {
        String lane = logged.delivery().lane();
        switch (care.ask(scope, lane)) {
            case EndpointCare.Gone(String reason) -> giveUp(taken, reason);
            case EndpointCare.Shut shut
            when shut.paused() && isPastItsPlan(logged.delivery()) -> giveUp(taken, shut.reason());
            case EndpointCare.Shut shut -> deliveries.putOff(taken, shut.until());
            case EndpointCare.Open(Standing before) ->
                attempt(taken, logged, deliverer)
                        .ifPresent(end -> care.note(scope, lane, before, end.verdict(), end.gaveUp()));
        }
    }

    private boolean isPastItsPlan(Delivery delivery) {
        return delivery.createdAt().plus(times.whole()).isBefore(clock.instant());
    }

    private void giveUp(Due taken, String reason) {
        deliveries.giveUp(taken.id(), reason);
        deliveries.drop(taken);
    }

    /** What a try came to. */
    private record End(Verdict verdict, boolean gaveUp) {}

    /** Empty if it cost no attempt. */
    private Optional<End> attempt(Due taken, Logged logged, Deliverer deliverer) {
        Delivery delivery = logged.delivery();
        Instant began = clock.instant();
        Deliverer.Result result = tried(delivery, deliverer);
        if (Thread.currentThread().isInterrupted()) {
            // This process ends; nobody knows what came of it, and whoever finds the place when it is due tries again.
            return Optional.empty();
        }
        Instant now = clock.instant();
        if (result instanceof Deliverer.NotTried(Duration wait)) {
            deliveries.putOff(taken, now.plus(wait));
            return Optional.empty();
        }
        Verdict verdict = Verdict.of(result);
        int made = delivery.attempts() + 1 - logged.planFrom();
        Optional<Duration> wait = verdict.again() ? times.after(delivery.kind(), made) : Optional.empty();
        DeliveryState state = verdict.isDone()
                ? DeliveryState.DELIVERED
                : wait.isPresent() ? DeliveryState.QUEUED : DeliveryState.GIVEN_UP;
        Instant next =
                wait.map(time -> now.plus(longer(time, verdict.throttle()))).orElse(null);
        deliveries.note(
                delivery.id(),
                delivery.attempts(),
                entry(began, now, result, verdict.error()),
                state,
                state == DeliveryState.GIVEN_UP ? verdict.error() : null,
                next);
        observer.on(new Event.Delivered(
                delivery.id(),
                delivery.jobId(),
                delivery.kind().name(),
                state == DeliveryState.QUEUED ? "RETRYING" : state.name(),
                Duration.between(began, now)));
        if (next == null) {
            deliveries.drop(taken);
        } else {
            deliveries.putOff(taken, next);
        }
        return Optional.of(new End(verdict, state == DeliveryState.GIVEN_UP));
    }

    private static Deliverer.Result tried(Delivery delivery, Deliverer deliverer) {
        try {
            return deliverer.deliver(delivery);
        } catch (StoreAwayException away) {
            throw away;
        } catch (RuntimeException bug) {
            log.error("{} of {} failed by a fault of ours", delivery.id(), delivery.jobId(), bug);
            return new Deliverer.FailedForNow("Internal error", null);
        }
    }

    private static Duration longer(Duration wait, @Nullable Duration asked) {
        return asked != null && asked.compareTo(wait) > 0 ? asked : wait;
    }

    private static Try entry(Instant began, Instant ended, Deliverer.Result result, @Nullable String error) {
        Duration took = Duration.between(began, ended);
        return switch (result) {
            case Deliverer.Answered(int status, Duration retryAfter) -> new Try(began, took, status, null, error, null);
            case Deliverer.Ran(Integer exitCode, String failure, String output) ->
                new Try(began, took, null, exitCode, error, output);
            case Deliverer.Done(String note) -> new Try(began, took, null, null, null, note);
            default -> new Try(began, took, null, null, error, null);
        };
    }
}
