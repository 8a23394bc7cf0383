package dev.gleaner.api.work.list;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One entry of a list.
 *
 * @param url as it stands there, resolved against the base that the list names; it may be none
 * @param at when it was published or changed last; null if that is not said
 * @param fields of an article of a submission that stand beside its address; null for none
 */
record Entry(String url, @Nullable Instant at, @Nullable ObjectNode fields) {
    /** Those without a time come last; all others keep their order where they are of one time. */
    static final Comparator<Entry> NEWEST_FIRST =
            Comparator.comparing(Entry::at, Comparator.nullsLast(Comparator.reverseOrder()));
}
