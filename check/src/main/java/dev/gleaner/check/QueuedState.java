package dev.gleaner.check;

import dev.gleaner.queue.EntryReader;
import java.util.List;
import java.util.Map;

/** What Redis holds, read in chunks. No snapshot: an entry that moves meanwhile may be missed or met twice. */
public interface QueuedState {
    /** Every entry in any structure, in the order in which entries move on. */
    void entries(EntryReader reader);

    /** How many entries are not held, roughly. */
    long size();

    /** Structures that no other process would look into, and leases that are over, as they are found. */
    List<Violation> strays();

    /** Hosts whose running count is not the number of their held entries, at one instant; by how much. */
    Map<String, Long> wrongCounts();

    /** The running counts by host. */
    Map<String, Long> runningCounts();
}
