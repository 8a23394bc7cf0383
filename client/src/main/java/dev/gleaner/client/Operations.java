package dev.gleaner.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the fleet fares, and an operator's hand in it; see {@link GleanerClient#operations}. */
public final class Operations {
    private final Transport transport;

    Operations(Transport transport) {
        this.transport = transport;
    }

    /** The fleet in numbers. */
    public Stats stats() throws InterruptedException {
        return transport.get("/stats").successful().as(Stats.class);
    }

    /** The consumers that live, by name. */
    public List<Consumer> consumers() throws InterruptedException {
        return Arrays.asList(transport.get("/consumers").successful().as(Consumer[].class));
    }

    /**
     * Pauses a host until somebody resumes it.
     *
     * @param note why, for others; null for none
     */
    public Host pause(String host, @Nullable String note) throws InterruptedException {
        return pause(host, note, new HashMap<>());
    }

    /** Pauses a host until then. */
    public Host pause(String host, @Nullable String note, Instant until) throws InterruptedException {
        return pause(host, note, new HashMap<>(Map.of("until", until.toString())));
    }

    private Host pause(String host, @Nullable String note, Map<String, Object> body) throws InterruptedException {
        if (note != null) {
            body.put("note", note);
        }
        return transport
                .sendJson("POST", "/hosts/" + Query.encoded(host) + "/pause", body, Map.of())
                .successful()
                .as(Host.class);
    }

    /** Ends every pause of a host. */
    public Host resume(String host) throws InterruptedException {
        return transport
                .post("/hosts/" + Query.encoded(host) + "/resume")
                .successful()
                .as(Host.class);
    }

    /**
     * Gives a host limits of its own.
     *
     * @param delay between two starts; null for what holds for others
     * @param maxConcurrent fetches at a time; null for what holds for others
     */
    public Host limit(String host, @Nullable Duration delay, @Nullable Integer maxConcurrent)
            throws InterruptedException {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("delay_ms", delay == null ? null : delay.toMillis());
        body.put("max_concurrent", maxConcurrent);
        return transport
                .patchJson("/hosts/" + Query.encoded(host), body)
                .successful()
                .as(Host.class);
    }
}
