package dev.gleaner.check;

import java.util.List;
import java.util.Map;

/** What Redis holds, read in chunks. No snapshot: an element that moves meanwhile may be missed or met twice. */
public interface QueuedState {
    /** Every element in any structure, in the order in which elements move on. */
    void elements(Reader reader);

    /** How many entries there are, roughly. */
    long size();

    /** Structures that no other process would look into, and leases that are over, as they are found. */
    List<Violation> strays();

    /** Hosts whose running count is not the number of their held elements, at one instant; by how much. */
    Map<String, Long> wrongCounts();

    /** The running counts by host. */
    Map<String, Long> runningCounts();

    /** Is given what was read, one after the other. */
    interface Reader {
        /**
         * @param place where it lies: a list, {@code delayed}, {@code waiting} or {@code held}
         * @param element its text
         */
        void read(String place, String element);
    }
}
