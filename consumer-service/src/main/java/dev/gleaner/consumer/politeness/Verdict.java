package dev.gleaner.consumer.politeness;

import dev.gleaner.fetch.FetchOutcome;
import java.time.Duration;

/** What the robots.txt of a site says of an address. */
public sealed interface Verdict {
    /** @param crawlDelay time between two fetches that it asks for, at most 30 s; zero if it asks for none */
    record Allowed(Duration crawlDelay) implements Verdict {}

    /** @param outcome how the fetch ends instead */
    record Refused(FetchOutcome outcome) implements Verdict {}
}
