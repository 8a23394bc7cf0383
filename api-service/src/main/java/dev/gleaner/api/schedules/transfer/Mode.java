package dev.gleaner.api.schedules.transfer;

import org.jspecify.annotations.Nullable;

/** What a document means for what is there. */
public sealed interface Mode {
    /** It is added to what is there. */
    record Import(OnConflict onConflict) implements Mode {}

    /**
     * What is there is made as it says.
     *
     * @param prune whether what it does not name is removed
     * @param tag only what has it is removed; null for all
     */
    record Apply(boolean prune, @Nullable String tag) implements Mode {}

    /** What an import does with a schedule that is there, and differs. */
    enum OnConflict {
        ERROR,
        KEEP,
        REPLACE
    }
}
