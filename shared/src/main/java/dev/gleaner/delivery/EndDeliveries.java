package dev.gleaner.delivery;

import dev.gleaner.job.CallbackOrder;
import dev.gleaner.job.CallbackOrder.Event;
import dev.gleaner.job.CallbackOrder.Reaction;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Orders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the end of a run owes. Each run's end is an event; reactions and files follow only the end after which no retry comes by
 * itself. All of it is made of the job and its orders alone, so that anybody finds the same.
 */
public final class EndDeliveries {
    private EndDeliveries() {}

    /** Whether the end of a run may owe anything. */
    public static boolean any(Orders orders) {
        return orders.callbacks() != null || orders.output() != null;
    }

    /** What is owed for a run that has ended. */
    public static List<Delivery> of(Job ended, Orders orders) {
        List<Delivery> owed = new ArrayList<>();
        boolean forGood = orders.endsForGood(ended);
        Event event = event(ended.status());
        CallbackOrder callbacks = orders.callbacks();
        if (callbacks != null) {
            CallbackOrder.Webhook webhook = callbacks.webhook();
            if (webhook != null && webhook.events().contains(event)) {
                owed.add(delivery(ended, orders, Delivery.CALLBACK, webhook, event));
            }
            if (forGood) {
                boolean success = ended.status() == JobStatus.COMPLETED;
                List<Reaction> reactions = success ? callbacks.onSuccess() : callbacks.onFailure();
                for (int i = 0; i < reactions.size(); i++) {
                    String slot = (success ? "on_success/" : "on_failure/") + i;
                    owed.add(delivery(ended, orders, slot, reactions.get(i), event));
                }
            }
        }
        if (forGood && orders.output() != null) {
            Instant at = endOf(ended);
            owed.add(new Delivery(
                    Delivery.id(ended.id(), ended.run(), Delivery.OUTPUT, event.type()),
                    ended.id(),
                    ended.run(),
                    DeliveryKind.OUTPUT,
                    event.type(),
                    "",
                    0,
                    at,
                    at));
        }
        return owed;
    }

    private static Delivery delivery(Job ended, Orders orders, String slot, Reaction reaction, Event event) {
        Instant at = endOf(ended);
        String id = Delivery.id(ended.id(), ended.run(), slot, event.type());
        return switch (reaction) {
            case CallbackOrder.Command(String name) ->
                new Delivery(
                        id,
                        ended.id(),
                        ended.run(),
                        DeliveryKind.COMMAND,
                        event.type(),
                        name,
                        0,
                        at,
                        at,
                        slot,
                        Delivery.laneOf(DeliveryKind.COMMAND),
                        null);
            case CallbackOrder.Webhook webhook ->
                new Delivery(
                        id,
                        ended.id(),
                        ended.run(),
                        DeliveryKind.WEBHOOK,
                        event.type(),
                        webhook.url(),
                        0,
                        at,
                        at,
                        slot,
                        Endpoint.of(webhook.url()),
                        Payloads.end(ended, orders, event, at));
        };
    }

    private static Event event(JobStatus status) {
        return switch (status) {
            case COMPLETED -> Event.JOB_COMPLETED;
            case FAILED -> Event.JOB_FAILED;
            case CANCELLED -> Event.JOB_CANCELLED;
            case PENDING, IN_PROGRESS ->
                throw new IllegalArgumentException("a job that is " + status + " has not ended");
        };
    }

    private static Instant endOf(Job ended) {
        return Objects.requireNonNull(ended.completedAt(), ended.id());
    }
}
