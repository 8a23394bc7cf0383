package dev.gleaner.api.presets;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The presets. Every change is one conditional update of one document. */
public interface Presets {
    Optional<Preset> find(String name);

    /** In the order of their names. */
    List<Preset> list(int limit, int skip);

    long count();

    /** Creates one; empty if its name is taken. */
    Optional<Preset> create(Content content, Instant now);

    /** Replaces what is in one, if it still has this revision; empty if not. */
    Optional<Preset> replace(Content content, long revision, Instant now);

    /** Removes one, if it still has this revision; false if not. */
    boolean delete(String name, long revision);

    /** What its owner says of it. */
    record Content(String name, @Nullable String description, ObjectNode work) {}
}
