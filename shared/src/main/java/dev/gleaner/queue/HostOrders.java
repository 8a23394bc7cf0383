package dev.gleaner.queue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The memory of what operators have ordered of hosts; the queue obeys what {@link HostStates#obey} has told it. */
public interface HostOrders {
    /** The orders of those of these hosts that have one. */
    Map<String, HostOrder> of(Collection<String> hosts);

    /** All of them; always few, for people make them. */
    List<HostOrder> all();

    /**
     * Changes what is ordered of a host.
     *
     * @param change of what is ordered now; may be asked more than once if others change it at the same time
     * @return what is ordered from now on, under a new revision
     */
    HostOrder change(String host, UnaryOperator<HostOrder> change);
}
