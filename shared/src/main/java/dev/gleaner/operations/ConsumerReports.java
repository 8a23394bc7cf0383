package dev.gleaner.operations;

import java.time.Duration;
import java.util.List;

/** Where consumers say what they do; what one has said is forgotten when it says nothing more. */
public interface ConsumerReports {
    void tell(ConsumerReport report, Duration keep);

    /** Of all consumers that live, by name. At most 1,000. */
    List<ConsumerReport> all();
}
