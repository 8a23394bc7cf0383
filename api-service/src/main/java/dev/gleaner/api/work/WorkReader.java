package dev.gleaner.api.work;

import dev.gleaner.api.submission.Draft;
import dev.gleaner.api.submission.InvalidSubmissionException.Fault;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads work: an object with the fields of a submission, and {@code article_list_url} or {@code preset} in place of its articles.
 */
public interface WorkReader {
    /** What is wrong with it, without a look at any list of articles; empty if nothing is. */
    List<Fault> faults(ObjectNode work);

    /**
     * Makes a draft of it: with the fields of its preset where it has none of its own, and with the articles of its list as the
     * list is now.
     *
     * @param zone whose day {@code "max_age": "day"} means
     */
    Drawn draw(ObjectNode work, ZoneId zone, Instant now);

    /** What came of it. */
    sealed interface Drawn {}

    /** A draft, which may still be found invalid when it is made a submission. */
    record Ready(Draft draft) implements Drawn {}

    /**
     * The list or the preset cannot be had.
     *
     * @param reason for the client to read
     * @param forNow whether another try may end better
     */
    record Unavailable(String reason, boolean forNow) implements Drawn {}
}
