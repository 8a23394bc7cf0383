package dev.gleaner.api.submission;

import dev.gleaner.fetch.JobPace;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How often a submission may ask for hosts to be asked: less often than the fleet does always, more often only where the
 * operator allows it.
 *
 * @param delay of the fleet, between two fetches on a host
 * @param mostAtOnce of the fleet, on a host
 * @param fasterAllowed hosts as articles name them, with a port that is not the usual one; {@code *.example.com} for all below
 */
public record PaceLimits(Duration delay, int mostAtOnce, List<String> fasterAllowed) {
    private static final String ALL_BELOW = "*.";

    /** Nothing may be faster than a fleet that has no delay and four fetches at a time. */
    public static final PaceLimits USUAL = new PaceLimits(Duration.ZERO, 4, List.of());

    public PaceLimits {
        fasterAllowed = fasterAllowed.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .toList();
        for (String host : fasterAllowed) {
            if (!host.matches("(\\*\\.)?[^*/\\s]+")) {
                throw new IllegalArgumentException(
                        "HOST_FASTER_ALLOWED lists hosts, such as example.com or *.example.com, and not " + host);
            }
        }
    }

    /** What is wrong with a delay; empty if it may be kept on all of these hosts. */
    Optional<String> delayFault(JobPace pace, Collection<String> hosts) {
        if (pace.delay() == null || pace.delay().compareTo(delay) >= 0) {
            return Optional.empty();
        }
        return forbidden(hosts)
                .map(host -> "must be at least %s, the fleet's HOST_DELAY; %s is not among HOST_FASTER_ALLOWED"
                        .formatted(seconds(delay), host));
    }

    /** The same of fetches at a time. */
    Optional<String> mostFault(JobPace pace, Collection<String> hosts) {
        if (pace.mostAtOnce() == null || pace.mostAtOnce() <= mostAtOnce) {
            return Optional.empty();
        }
        return forbidden(hosts)
                .map(host -> "must be at most %d, the fleet's HOST_MAX_CONCURRENT; %s is not among HOST_FASTER_ALLOWED"
                        .formatted(mostAtOnce, host));
    }

    /** The first host that may not be asked faster. */
    private Optional<String> forbidden(Collection<String> hosts) {
        return hosts.stream().filter(host -> !isAllowed(host)).findFirst();
    }

    private boolean isAllowed(String host) {
        return fasterAllowed.stream()
                .anyMatch(one -> one.startsWith(ALL_BELOW) ? host.endsWith(one.substring(1)) : host.equals(one));
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " seconds";
    }
}
