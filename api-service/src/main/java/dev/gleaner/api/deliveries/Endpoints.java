package dev.gleaner.api.deliveries;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The endpoints that failed lately; of all others nothing is kept. */
public interface Endpoints {
    /** By lane; those that do well are absent. */
    Map<String, Standing> find(Collection<String> lanes);

    /** A message got through: all that was held against it is forgotten. */
    void succeeded(String lane);

    /**
     * A message failed.
     *
     * @param gaveUp whether it was the last attempt
     * @param notBefore when it asked to be left alone
     * @return how it stands now
     */
    Standing failed(String lane, Instant now, boolean gaveUp, @Nullable Instant notBefore, String reason);

    /** Pauses one that is not paused. */
    void pause(String lane, Instant now, Instant probeAt);

    /** Takes the right to probe a paused one; false if somebody else was first. */
    boolean probe(String lane, Instant probeAt, Instant next);

    /** Lets one be probed at once. */
    void probeNow(String lane, Instant now);

    /** When a receiver answered the messages of a job or schedule that it is gone. */
    Optional<Instant> goneSince(String scope, String lane);

    void gone(String scope, String lane, Instant now);

    void back(String scope, String lane);
}
