package dev.gleaner.api.submission;

import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.fetch.JobPace;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How carefully a submission has hosts asked, and by which name. */
public final class PaceDraft {
    private final Faults faults;
    private @Nullable String userAgent;
    private @Nullable Duration hostDelay;
    private @Nullable Integer hostMaxConcurrent;

    /** @param faults are told here */
    PaceDraft(Faults faults) {
        this.faults = faults;
    }

    /** How its fetches introduce themselves; null as the fleet does. */
    public PaceDraft userAgent(@Nullable String value) {
        if (value != null && !FetchOptions.isUserAgent(value)) {
            return wrong(
                    "user_agent",
                    "must be printable ASCII of at most 200 characters that begins with a name of letters, - and _, for "
                            + "example \"Reader/2 (+https://example.com)\"");
        }
        userAgent = value;
        return this;
    }

    /** Least time between two fetches of a host; null for the fleet's. */
    public PaceDraft hostDelay(@Nullable Duration delay) {
        if (delay != null && (delay.isNegative() || delay.compareTo(JobPace.LONGEST_DELAY) > 0)) {
            return wrong("host_delay", SubmissionLimits.HOST_DELAY.fault());
        }
        hostDelay = delay;
        return this;
    }

    /** Fetches of a host at a time; null for the fleet's. */
    public PaceDraft hostMaxConcurrent(@Nullable Integer most) {
        if (most != null && !SubmissionLimits.HOST_MAX_CONCURRENT.holds(most)) {
            return wrong("host_max_concurrent", SubmissionLimits.HOST_MAX_CONCURRENT.fault());
        }
        hostMaxConcurrent = most;
        return this;
    }

    private PaceDraft wrong(String path, String message) {
        faults.add(path, message);
        return this;
    }

    /** What is wrong with it on these hosts, which are asked for only if it matters. */
    void addFaults(Faults all, PaceLimits limits, Supplier<Set<String>> hosts) {
        JobPace pace = pace();
        Set<String> asked = pace.isUsual() ? Set.of() : hosts.get();
        limits.delayFault(pace, asked).ifPresent(fault -> all.add("host_delay", fault));
        limits.mostFault(pace, asked).ifPresent(fault -> all.add("host_max_concurrent", fault));
    }

    /** These, at this pace and by this name. */
    FetchOptions options(FetchOptions fetch) {
        return fetch.withUserAgent(userAgent).withPace(pace());
    }

    private JobPace pace() {
        return new JobPace(hostDelay, hostMaxConcurrent);
    }
}
