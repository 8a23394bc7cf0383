package dev.gleaner.platform;

import dev.gleaner.queue.QueueRules;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

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
        @DurationUnit(ChronoUnit.SECONDS) Duration lease,
        @DurationUnit(ChronoUnit.SECONDS) Duration beat,
        @DurationUnit(ChronoUnit.SECONDS) Duration audit,
        int hostMaxConcurrent,
        @DurationUnit(ChronoUnit.SECONDS) Duration hostDelay,
        @DurationUnit(ChronoUnit.SECONDS) Duration agedMedium,
        @DurationUnit(ChronoUnit.SECONDS) Duration agedLow)
        implements Judged {
    public FleetSettings {
        if (beat.multipliedBy(2).compareTo(lease) > 0) {
            throw new IllegalArgumentException("a lease of %s does not outlive two beats of %s".formatted(lease, beat));
        }
        if (!audit.isPositive()) {
            throw new IllegalArgumentException("the time between two audits must be positive, but is " + audit);
        }
    }

    /** The rules of the queue have something to say of hosts. */
    @Override
    public void judge() {
        Objects.requireNonNull(queueRules());
    }

    QueueRules queueRules() {
        return new QueueRules(hostMaxConcurrent, hostDelay, agedMedium, agedLow);
    }
}
