package dev.gleaner.standalone;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.springframework.boot.convert.DurationStyle;

/** Spans of time as people write them: {@code 30s}, {@code 10m}, {@code 2h}, {@code 1d}; a number alone counts seconds. */
final class Times {

    private Times() {}

    /** @param wrong makes what is thrown if it is none, of a sentence that says so */
    static Duration of(String text, Function<String, RuntimeException> wrong) {
        try {
            Duration time = DurationStyle.SIMPLE.parse(text, ChronoUnit.SECONDS);
            if (!time.isNegative()) {
                return time;
            }
        } catch (IllegalArgumentException | ArithmeticException none) {
            // Told below.
        }
        throw wrong.apply("No time: " + text + " (for example 30s, 10m or 2h)");
    }
}
