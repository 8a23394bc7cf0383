package dev.gleaner.api.submission.web;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What a submission may take its fields from. */
@FunctionalInterface
public interface KeptWork {
    /** The fields of the preset of this name, with its secrets. */
    Optional<ObjectNode> preset(String name);
}
