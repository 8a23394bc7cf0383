package dev.gleaner.api.submission;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** How old a stored article may be so that it is not fetched again. */
public sealed interface MaxAge {
    /** Articles scraped before that are too old for whoever asks now. */
    Instant needAfter(Instant now);

    /** Any age will do. */
    record Any() implements MaxAge {
        @Override
        public Instant needAfter(Instant now) {
            return Instant.EPOCH;
        }
    }

    /** At most so old; zero fetches always. */
    record Within(Duration age) implements MaxAge {
        @Override
        public Instant needAfter(Instant now) {
            return now.minus(age);
        }
    }

    /**
     * Fetched on the day that it was when this was asked for. It stays that day, should it be over before all is stored.
     *
     * @param zone whose day it is
     */
    record Day(ZoneId zone, LocalDate date) implements MaxAge {
        /** The day of this instant. */
        public static Day of(Instant asked, ZoneId zone) {
            return new Day(zone, LocalDate.ofInstant(asked, zone));
        }

        @Override
        public Instant needAfter(Instant now) {
            // A day that begins in a gap of the clocks begins behind it.
            return date.atStartOfDay(zone).toInstant();
        }
    }
}
