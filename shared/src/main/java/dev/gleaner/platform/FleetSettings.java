package dev.gleaner.platform;

import dev.gleaner.queue.QueueRules;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What all processes of a fleet must agree on.
 *
 * @param lease length of a consumer's lease; its work comes back when it is over
 * @param beat time between two extensions of it
 * @param audit time between two audits of the queue
 * @param hostMaxConcurrent HOST_MAX_CONCURRENT, fetches at a time per host over the whole fleet; the same for every process
 * @param hostDelay HOST_DELAY, least time between two fetches on one host; the same for every process
 * @param agedMedium age at which the medium list gets one of eight turns
 * @param agedLow the same for the low list
 */
@ConfigurationProperties("gleaner.fleet")
public record FleetSettings(
        Duration lease,
        Duration beat,
        Duration audit,
        int hostMaxConcurrent,
        Duration hostDelay,
        Duration agedMedium,
        Duration agedLow) {
    public FleetSettings {
        if (beat.multipliedBy(2).compareTo(lease) > 0) {
            throw new IllegalArgumentException("a lease of %s does not outlive two beats of %s".formatted(lease, beat));
        }
        if (!audit.isPositive()) {
            throw new IllegalArgumentException("the time between two audits must be positive, but is " + audit);
        }
    }

    QueueRules queueRules() {
        return new QueueRules(hostMaxConcurrent, hostDelay, agedMedium, agedLow);
    }
}
