package dev.gleaner.api.report;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What jobs brought, in short. */
public interface Reports {
    /** The report of a job in its newest run, as the API answers it; empty if there is no such job. */
    Optional<ObjectNode> find(String jobId);
}
