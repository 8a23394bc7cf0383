package dev.gleaner.api.web.problem;

import dev.gleaner.store.StoreAwayException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** An error that a client is told: a status, a sentence, and facts. */
public class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final Logger log = LoggerFactory.getLogger(Problem.class);

    private static final Duration STORE_AWAY = Duration.ofSeconds(5);

    private final HttpStatus status;
    private final transient Map<String, Object> facts = new LinkedHashMap<>();
    private transient Optional<Duration> retryAfter = Optional.empty();

    public Problem(HttpStatus status, String detail) {
        super(detail);
        this.status = status;
    }

    /** There is no such job. */
    public static Problem unknownJob(String jobId) {
        return new Problem(HttpStatus.NOT_FOUND, "Job not found").with("job_id", jobId);
    }

    /** A store cannot serve, which the log is told. Whether the request had an effect is not known. */
    public static Problem storeAway(StoreAwayException away) {
        log.warn("A store is away: {}", away.toString());
        log.debug("A store is away", away);
        return new Problem(HttpStatus.SERVICE_UNAVAILABLE, "A store is not available at the moment; try again")
                .retryAfter(STORE_AWAY);
    }

    /** Adds a member to the document. */
    public Problem with(String name, Object value) {
        facts.put(name, value);
        return this;
    }

    /** Tells when to come back. */
    public Problem retryAfter(Duration time) {
        retryAfter = Optional.of(time);
        return this;
    }

    HttpStatus status() {
        return status;
    }

    Map<String, Object> facts() {
        return facts;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
