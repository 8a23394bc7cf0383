package dev.gleaner.api.schedules.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads why somebody does something, which may be left out. */
record Notes(RequestBodies bodies, int longest) {
    @Nullable
    String of(HttpServletRequest request) throws IOException {
        JsonNode note = bodies.optional(request, Set.of("note")).path("note");
        if (note.isMissingNode() || note.isNull()) {
            return null;
        }
        if (!note.isString() || note.asString().length() > longest) {
            throw ScheduleProblems.parameter("note must be a text of at most %d characters".formatted(longest));
        }
        return note.asString().isBlank() ? null : note.asString();
    }
}
