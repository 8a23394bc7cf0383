package dev.gleaner.api.work.list;

import java.util.List;

/** What a file is found to be. */
sealed interface ListFile {
    /**
     * A list.
     *
     * @param damaged whether only a part of it could be read
     */
    record Entries(List<Entry> entries, boolean damaged) implements ListFile {}

    /**
     * A list of further files.
     *
     * @param damaged whether only a part of it could be read
     */
    record Index(List<Entry> files, boolean damaged) implements ListFile {}

    /** @param reason that completes "the list", for the client */
    record NoList(String reason) implements ListFile {}
}
