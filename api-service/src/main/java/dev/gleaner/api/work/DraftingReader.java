package dev.gleaner.api.work;

import dev.gleaner.api.submission.InvalidSubmissionException.Fault;
import dev.gleaner.api.submission.web.ListUnavailableException;
import dev.gleaner.api.submission.web.SubmissionReader;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/** Reads work as submissions are read, so that the same fields mean the same. */
final class DraftingReader implements WorkReader {
    private final SubmissionReader reader;

    DraftingReader(SubmissionReader reader) {
        this.reader = reader;
    }

    @Override
    public List<Fault> faults(ObjectNode work) {
        return reader.faults(work);
    }

    @Override
    public Drawn draw(ObjectNode work, ZoneId zone, Instant now) {
        try {
            return new Ready(reader.draft(work, zone, now));
        } catch (ListUnavailableException unlisted) {
            return new Unavailable(
                    "The list of articles cannot be read: " + Objects.requireNonNull(unlisted.getMessage()),
                    unlisted.forNow());
        }
    }
}
