package dev.gleaner.api.schedules.web;

import dev.gleaner.api.schedules.form.Documents;
import dev.gleaner.api.schedules.form.InvalidScheduleException;
import dev.gleaner.api.schedules.form.UnreadableDocumentException;
import dev.gleaner.api.submission.InvalidSubmissionException.Fault;
import dev.gleaner.api.submission.SubmissionSettings;
import dev.gleaner.api.web.body.BodyBytes;
import dev.gleaner.api.web.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads the bodies of requests, up to MAX_BODY. */
@Component
class RequestBodies {
    private final int mostBytes;

    RequestBodies(SubmissionSettings settings) {
        this.mostBytes = Math.toIntExact(settings.maxBody().toBytes());
    }

    /** A body that must be an object. */
    ObjectNode object(HttpServletRequest request) throws IOException {
        return object(bytes(request));
    }

    /**
     * A body that may be left out, and is an object without other fields than these.
     *
     * @param names of the fields
     */
    ObjectNode optional(HttpServletRequest request, Set<String> names) throws IOException {
        byte[] bytes = bytes(request);
        ObjectNode body = bytes.length == 0 ? JsonNodeFactory.instance.objectNode() : object(bytes);
        List<Fault> unknown = body.propertyNames().stream()
                .filter(name -> !names.contains(name))
                .map(name -> new Fault(name.length() > 64 ? "$" : name, "is no field of this; it may have " + names))
                .toList();
        if (!unknown.isEmpty()) {
            throw ScheduleProblems.invalid(new InvalidScheduleException(unknown));
        }
        return body;
    }

    /** One or more documents, as YAML or as JSON. */
    List<JsonNode> documents(HttpServletRequest request) throws IOException {
        byte[] bytes = bytes(request);
        String type = Objects.requireNonNullElse(request.getContentType(), "");
        try {
            return type.contains("yaml") ? Documents.yaml(bytes) : List.of(Documents.json(bytes));
        } catch (UnreadableDocumentException unreadable) {
            throw unreadable(unreadable);
        }
    }

    private static ObjectNode object(byte[] bytes) {
        try {
            if (Documents.json(bytes) instanceof ObjectNode object) {
                return object;
            }
        } catch (UnreadableDocumentException unreadable) {
            throw unreadable(unreadable);
        }
        throw ScheduleProblems.invalid(new InvalidScheduleException(List.of(new Fault("$", "must be an object"))));
    }

    private static Problem unreadable(UnreadableDocumentException unreadable) {
        return new Problem(HttpStatus.BAD_REQUEST, Objects.requireNonNull(unreadable.getMessage()));
    }

    private byte[] bytes(HttpServletRequest request) throws IOException {
        return BodyBytes.read(request, mostBytes);
    }
}
