package dev.gleaner.api.schedules.trigger;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** When something is due. */
public interface Trigger {
    /** The first time after this one; empty if there is none any more. */
    Optional<Instant> next(Instant after, ZoneId zone);

    /** The last time before this one; empty if there is none. */
    Optional<Instant> previous(Instant before, ZoneId zone);

    /** The same as a sentence. */
    String words();

    /** What the changes of the clock between two times do to it. */
    List<String> clockChangeNotes(ZoneId zone, Instant from, Instant to);

    /** The shortest distance between two of its times; empty if it has only one. */
    Optional<Duration> shortestGap(ZoneId zone, Instant from);
}
