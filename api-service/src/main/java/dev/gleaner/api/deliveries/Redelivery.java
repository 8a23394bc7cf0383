package dev.gleaner.api.deliveries;

import dev.gleaner.delivery.Deliveries;
import dev.gleaner.delivery.Delivery;
import dev.gleaner.delivery.DeliveryKind;
import dev.gleaner.delivery.DeliveryState;
import dev.gleaner.delivery.Logged;
import dev.gleaner.job.Jobs;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Does again what is on record, with all attempts before it, and gives its endpoint another chance. */
final class Redelivery {
    private static final int CHUNK = 500;

    private final Deliveries deliveries;
    private final Jobs jobs;
    private final EndpointCare care;
    private final InstantSource clock;

    Redelivery(Deliveries deliveries, Jobs jobs, EndpointCare care, InstantSource clock) {
        this.deliveries = deliveries;
        this.jobs = jobs;
        this.care = care;
        this.clock = clock;
    }

    /** One of a job; empty if it has no such one. */
    Optional<Logged> again(String jobId, String id) {
        Optional<Logged> found =
                deliveries.find(id).filter(one -> one.delivery().jobId().equals(jobId));
        if (found.isEmpty() || !open(found.get().delivery())) {
            return Optional.empty();
        }
        return deliveries.find(id);
    }

    /** All of a job that were given up; says how many. */
    int againAllFailed(String jobId) {
        int opened = 0;
        int all = deliveries.count(jobId);
        for (int from = 0; from < all; from += CHUNK) {
            List<Logged> failed = deliveries.ofJob(jobId, from, CHUNK).stream()
                    .filter(one -> one.state() == DeliveryState.GIVEN_UP)
                    .toList();
            for (Logged one : failed) {
                opened += open(one.delivery()) ? 1 : 0;
            }
        }
        return opened;
    }

    private boolean open(Delivery delivery) {
        if (delivery.kind() == DeliveryKind.WEBHOOK) {
            jobs.orders(delivery.jobId())
                    .ifPresent(orders -> care.askedFor(Delivering.scope(delivery.jobId(), orders), delivery.lane()));
        }
        return deliveries.redeliver(delivery.id(), clock.instant());
    }
}
