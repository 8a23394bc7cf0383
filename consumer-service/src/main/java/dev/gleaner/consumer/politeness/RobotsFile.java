package dev.gleaner.consumer.politeness;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is known of the robots.txt of one origin. */
public sealed interface RobotsFile {

    /**
     * It was fetched, and this is what holds for us.
     *
     * @param product whose rules these are, in lower case
     * @param text in the language of a robots.txt, in ASCII
     */
    record Reduced(String product, String text) implements RobotsFile {}

    /**
     * It was fetched, and is kept as it was sent: as versions did that knew no other form.
     *
     * @param text each byte as one character
     */
    record Whole(String text) implements RobotsFile {}

    /** There is none, which allows everything (RFC 9309, section 2.3.1.3). */
    record Missing() implements RobotsFile {}

    /**
     * It could not be fetched, which allows nothing for now (RFC 9309, section 2.3.1.4).
     *
     * @param error why, for the client to read
     * @param status of the answer; null if there was none
     * @param retryAfter that the server asked for; null if it asked for none
     */
    record Unavailable(
            String error,
            @Nullable Integer status,
            @Nullable Duration retryAfter) implements RobotsFile {}
}
