package dev.gleaner.progress;

import java.util.List;
import java.util.function.Consumer;

/** Tells all processes what moved. Messages may be lost or late; the revision tells, and whoever watches reads again. */
public interface ProgressBus {
    /** Publishes steps of one job as one message. A store that is away is no error: a lost message is healed by the readers. */
    void publish(List<ProgressUpdate> updates);

    /** Calls the listener for every message of any process, in the order of arrival, on a thread of the bus. */
    void subscribe(Consumer<List<ProgressUpdate>> listener);
}
