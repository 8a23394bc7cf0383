package dev.gleaner.standalone.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked at.
 *
 * @param area what was looked at: a word, {@code java}
 * @param level how it is
 * @param text what was found, one line
 * @param advice what to do about it, or null when there is nothing to do
 */
public record Finding(
        @JsonProperty("area") String area,
        @JsonProperty("level") Level level,
        @JsonProperty("text") String text,
        @JsonProperty("advice") @Nullable String advice) {

    /** How it is. */
    public enum Level {
        /** As it should be. */
        OK,
        /** Worth knowing; {@code up} works all the same. */
        NOTE,
        /** Something does not work as it is set up. */
        PROBLEM;

        @com.fasterxml.jackson.annotation.JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** As it should be. */
    public static Finding ok(String area, String text) {
        return new Finding(area, Level.OK, text, null);
    }

    /** Worth knowing. */
    public static Finding note(String area, String text, @Nullable String advice) {
        return new Finding(area, Level.NOTE, text, advice);
    }

    /** Something has to be done. */
    public static Finding problem(String area, String text, String advice) {
        return new Finding(area, Level.PROBLEM, text, advice);
    }
}
