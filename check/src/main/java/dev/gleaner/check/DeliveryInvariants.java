package dev.gleaner.check;

import dev.gleaner.check.StoredState.OwedEnd;
import dev.gleaner.check.StoredState.StoredDelivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at what is owed to others: every end is on record or noted, and what is on record is done, due or given up. */
final class DeliveryInvariants {
    private static final int CHUNK = 1000;

    private final StoredState stored;
    private final Findings certain;
    private final Findings suspected;
    private final Map<String, Long> looked;

    DeliveryInvariants(StoredState stored, Findings certain, Findings suspected, Map<String, Long> looked) {
        this.stored = stored;
        this.certain = certain;
        this.suspected = suspected;
        this.looked = looked;
    }

    void look() {
        looked.put("deliveries", 0L);
        ends();
        List<StoredDelivery> chunk = new ArrayList<>(CHUNK);
        stored.deliveries(new StoredState.Reader<>() {
            @Override
            public void read(StoredDelivery delivery) {
                looked.merge("deliveries", 1L, Long::sum);
                chunk.add(delivery);
                if (chunk.size() == CHUNK) {
                    deliveries(chunk);
                    chunk.clear();
                }
            }

            @Override
            public void unreadable(String id, String reason) {
                certain.add(Invariant.ALL_CAN_BE_READ.violation("deliveries", id, reason));
            }
        });
        deliveries(chunk);
    }

    private void ends() {
        // Read first: a debt goes only after what it stands for is on record.
        Set<String> debts = stored.debts();
        stored.owedEnds(new StoredState.Reader<>() {
            @Override
            public void read(OwedEnd end) {
                end(end, debts);
            }

            @Override
            public void unreadable(String id, String reason) {
                certain.add(Invariant.ALL_CAN_BE_READ.violation("jobs", id, reason));
            }
        });
    }

    private void end(OwedEnd end, Set<String> debts) {
        if (debts.contains(end.jobId() + "#" + end.run())) {
            suspected.add(Invariant.DEBTS_ARE_PAID.violation(end.jobId(), end.run()));
            return;
        }
        List<String> missing = new ArrayList<>(end.deliveryIds());
        missing.removeAll(stored.existingDeliveries(end.deliveryIds()));
        if (!missing.isEmpty()) {
            suspected.add(Invariant.END_IS_OWED.violation(end.jobId(), end.run(), missing));
        }
        if (!end.untold().isEmpty()) {
            suspected.add(Invariant.ARTICLES_ARE_TOLD.violation(end.jobId(), end.run(), end.untold()));
        }
    }

    private void deliveries(List<StoredDelivery> chunk) {
        if (chunk.isEmpty()) {
            return;
        }
        Set<String> jobs =
                stored.existingJobs(chunk.stream().map(StoredDelivery::jobId).collect(Collectors.toSet()));
        List<String> open = chunk.stream()
                .filter(DeliveryInvariants::isOpen)
                .map(StoredDelivery::id)
                .toList();
        Set<String> due = open.isEmpty() ? Set.of() : stored.dueDeliveries(open);
        for (StoredDelivery delivery : chunk) {
            @Nullable String reason = delivery.reason();
            if (!jobs.contains(delivery.jobId())) {
                suspected.add(Invariant.DELIVERY_HAS_A_JOB.violation(delivery.id(), delivery.jobId()));
            } else if (isOpen(delivery) && !due.contains(delivery.id())) {
                suspected.add(Invariant.OPEN_DELIVERY_IS_DUE.violation(delivery.id(), delivery.jobId()));
            } else if (delivery.state().equals("GIVEN_UP") && (reason == null || reason.isBlank())) {
                certain.add(Invariant.GIVEN_UP_HAS_A_REASON.violation(delivery.id(), delivery.jobId()));
            }
        }
    }

    private static boolean isOpen(StoredDelivery delivery) {
        return delivery.state().equals("QUEUED");
    }
}
