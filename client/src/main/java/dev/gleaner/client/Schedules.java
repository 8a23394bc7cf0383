package dev.gleaner.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The schedules of a Gleaner; {@link GleanerClient#schedules} has them. */
public final class Schedules {
    private static final int NOT_FOUND = 404;
    private static final String ALL = "/schedules";

    private final Transport transport;

    Schedules(Transport transport) {
        this.transport = transport;
    }

    /** Creates one; an id that is taken is {@link GleanerException.Refused}, 409. */
    public Schedule create(ScheduleDefinition definition) throws InterruptedException {
        return transport.postJson(ALL, definition.body(), Map.of()).successful().as(Schedule.class);
    }

    /** Creates or replaces one. */
    public Schedule put(String id, ScheduleDefinition definition) throws InterruptedException {
        return put(id, definition, null);
    }

    /**
     * Creates or replaces one.
     *
     * @param revision that it must have, else it is {@link GleanerException.Refused}, 412; null for any
     */
    public Schedule put(String id, ScheduleDefinition definition, @Nullable Long revision) throws InterruptedException {
        Map<String, Object> body = new HashMap<>(definition.body());
        body.put("id", id);
        return transport
                .sendJson("PUT", one(id, ""), body, ifMatch(revision))
                .successful()
                .as(Schedule.class);
    }

    /**
     * Changes some fields of one.
     *
     * @param fields by their names in the API; null gives one its default
     * @param revision that it must have; null for any
     */
    public Schedule patch(String id, Map<String, ?> fields, @Nullable Long revision) throws InterruptedException {
        return transport
                .sendJson("PATCH", one(id, ""), fields, ifMatch(revision))
                .successful()
                .as(Schedule.class);
    }

    /** One of them; empty if there is none of this id. */
    public Optional<Schedule> get(String id) throws InterruptedException {
        Transport.Answer answer = transport.get(one(id, ""));
        return answer.status() == NOT_FOUND
                ? Optional.empty()
                : Optional.of(answer.successful().as(Schedule.class));
    }

    /**
     * A page of them.
     *
     * @param cursor of the page before, or null for the first page
     * @param limit 1 to 1000
     */
    public SchedulePage list(ScheduleFilter filter, @Nullable String cursor, int limit) throws InterruptedException {
        return transport
                .get(ALL + filter.query().add("limit", limit).add("cursor", cursor))
                .successful()
                .as(SchedulePage.class);
    }

    /** Removes one with its history; its jobs stay. */
    public void delete(String id) throws InterruptedException {
        transport.delete(one(id, "")).successful();
    }

    /** Enables one. */
    public Schedule enable(String id, @Nullable String note) throws InterruptedException {
        return transport
                .postJson(one(id, "/enable"), note(note), Map.of())
                .successful()
                .as(Schedule.class);
    }

    /** Disables one. */
    public Schedule disable(String id, @Nullable String note) throws InterruptedException {
        return transport
                .postJson(one(id, "/disable"), note(note), Map.of())
                .successful()
                .as(Schedule.class);
    }

    /** Runs one now, whether it is enabled or not. */
    public ScheduleRun run(String id) throws InterruptedException {
        return transport.post(one(id, "/run")).successful().as(ScheduleRun.class);
    }

    /**
     * A page of what was decided of its times, newest first.
     *
     * @param cursor of the page before, or null for the first page
     * @param limit 1 to 1000
     */
    public ScheduleHistory history(String id, @Nullable String cursor, int limit) throws InterruptedException {
        return transport
                .get(one(id, "/history") + new Query().add("limit", limit).add("cursor", cursor))
                .successful()
                .as(ScheduleHistory.class);
    }

    /**
     * When it is due.
     *
     * @param from the first time that counts; null for now
     * @param count 1 to 1000
     */
    public SchedulePreview preview(String id, @Nullable Instant from, int count) throws InterruptedException {
        return transport
                .get(one(id, "/preview") + new Query().add("from", from).add("count", count))
                .successful()
                .as(SchedulePreview.class);
    }

    /** As one document, which {@link #apply} takes; secrets are masked. */
    public String export(ScheduleFilter filter, DocumentFormat format) throws InterruptedException {
        try (Transport.Body body =
                transport.open(ALL + "/export" + filter.query().add("format", format.parameter()))) {
            try {
                return new String(body.in().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException cut) {
                throw body.cut(cut);
            }
        }
    }

    /**
     * Makes the schedules as a document says. All of it is looked at before anything is changed.
     *
     * @param document as {@link #export} writes it; of YAML several, separated by {@code ---}
     * @param dryRun only tell what would be done
     * @param prune remove what the document does not name
     */
    public ScheduleTransfer apply(String document, DocumentFormat format, boolean dryRun, boolean prune)
            throws InterruptedException {
        Query query = new Query().add("dry_run", dryRun).add("prune", prune);
        return transport
                .postText(ALL + "/apply" + query, document, format.mediaType())
                .successful()
                .as(ScheduleTransfer.class);
    }

    private static String one(String id, String rest) {
        return ALL + "/" + Query.encoded(id) + rest;
    }

    private static Map<String, String> note(@Nullable String note) {
        return note == null ? Map.of() : Map.of("note", note);
    }

    private static Map<String, String> ifMatch(@Nullable Long revision) {
        return revision == null ? Map.of() : Map.of("If-Match", "\"%d\"".formatted(revision));
    }

    /** The form of a document of schedules. */
    public enum DocumentFormat {
        JSON("json"),
        YAML("yaml");

        private final String name;

        DocumentFormat(String name) {
            this.name = name;
        }

        String parameter() {
            return name;
        }

        String mediaType() {
            return "application/" + name;
        }
    }
}
