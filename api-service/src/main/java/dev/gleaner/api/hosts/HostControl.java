package dev.gleaner.api.hosts;

import dev.gleaner.queue.HostOrder;
import dev.gleaner.queue.HostOrders;
import dev.gleaner.queue.HostStates;
import dev.gleaner.queue.HostStates.HostState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An operator's hand in how hosts stand. An order is written down before the queue is told: should the process die between
 * the two, the audit tells it.
 */
final class HostControl {
    private final HostStates hosts;
    private final HostOrders orders;

    HostControl(HostStates hosts, HostOrders orders) {
        this.hosts = hosts;
        this.orders = orders;
    }

    /** @param until null for a pause that somebody has to end */
    void pause(String host, @Nullable Instant until, @Nullable String note) {
        order(host, order -> order.pause(until, note));
    }

    /** Ends every pause of the host, whoever made it; limits stay. */
    void resume(HostState host) {
        if (host.pausedByOperator()) {
            order(host.host(), HostOrder::resume);
        }
        hosts.resume(host.host());
    }

    void order(String host, UnaryOperator<HostOrder> change) {
        hosts.obey(orders.change(host, change));
    }

    /** As it stands now. */
    HostAnswer told(String host) {
        return HostAnswer.of(Objects.requireNonNull(hosts.of(List.of(host)).get(host)), note(host));
    }

    List<HostAnswer> told(Collection<HostState> states) {
        Map<String, HostOrder> notes = orders.of(states.stream()
                .filter(HostState::pausedByOperator)
                .map(HostState::host)
                .toList());
        return states.stream()
                .map(state -> {
                    HostOrder order = notes.get(state.host());
                    return HostAnswer.of(state, order == null ? null : order.note());
                })
                .toList();
    }

    private @Nullable String note(String host) {
        HostOrder order = orders.of(List.of(host)).get(host);
        return order == null ? null : order.note();
    }
}
