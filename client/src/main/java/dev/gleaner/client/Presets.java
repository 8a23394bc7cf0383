package dev.gleaner.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The presets of an API; see {@link GleanerClient#presets}. */
public final class Presets {
    private static final int NOT_FOUND = 404;

    private final Transport transport;

    Presets(Transport transport) {
        this.transport = transport;
    }

    /** One; empty if there is none of this name. */
    public Optional<Preset> find(String name) throws InterruptedException {
        Transport.Answer answer = transport.get(path(name));
        return answer.status() == NOT_FOUND
                ? Optional.empty()
                : Optional.of(Preset.of(answer.successful().as(Map.class)));
    }

    /**
     * A page of them, in the order of their names.
     *
     * @param cursor of the page before, or null for the first page
     * @param limit 1 to 1000
     */
    public Page list(@Nullable String cursor, int limit) throws InterruptedException {
        Query query = new Query().add("limit", limit).add("cursor", cursor);
        RawPage page = transport.get("/presets" + query).successful().as(RawPage.class);
        return new Page(page.presets.stream().map(Preset::of).toList(), page.total, page.nextCursor);
    }

    /**
     * Creates or replaces one.
     *
     * @param fields those of a submission, with {@code description} and {@code job_name}
     */
    public Preset put(String name, Map<String, ?> fields) throws InterruptedException {
        return put(name, fields, Map.of());
    }

    /**
     * Replaces one, if it still has this revision.
     *
     * @throws GleanerException.Refused with 412 if it has not
     */
    public Preset replace(String name, Map<String, ?> fields, long revision) throws InterruptedException {
        return put(name, fields, Map.of("If-Match", "\"%d\"".formatted(revision)));
    }

    private Preset put(String name, Map<String, ?> fields, Map<String, String> headers) throws InterruptedException {
        return Preset.of(
                transport.putJson(path(name), fields, headers).successful().as(Map.class));
    }

    /**
     * Removes one.
     *
     * @param force although schedules use it; without, that is refused with 409
     */
    public void delete(String name, boolean force) throws InterruptedException {
        transport
                .delete(path(name) + new Query().add("force", force ? true : null))
                .successful();
    }

    private static String path(String name) {
        return "/presets/" + Query.encoded(name);
    }

    /**
     * Some of them.
     *
     * @param total how many there are
     * @param nextCursor of the next page; null on the last
     */
    public record Page(
            List<Preset> presets, long total, @Nullable String nextCursor) {}

    private record RawPage(
            List<Map<String, Object>> presets,
            long total,
            @Nullable String nextCursor) {}
}
