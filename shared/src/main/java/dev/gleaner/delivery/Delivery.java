package dev.gleaner.delivery;

import dev.gleaner.id.Fingerprint;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something owed because of what became of a job.
 *
 * @param id derived from what it is about, so that a repeat of the write that owes it changes nothing; a message carries it
 * @param run of the job
 * @param about what it tells, for example {@code job.completed}
 * @param target the address, the name of the command, or empty for files
 * @param attempts made so far
 * @param slot which of the job's orders it follows from, for example {@code callback} or {@code on_success/0}
 * @param lane what is done one after the other with it, at most a few at a time: the endpoint of a message, or the kind
 * @param payload the body of a message, the same in each attempt; null where there is none
 */
public record Delivery(
        String id,
        String jobId,
        int run,
        DeliveryKind kind,
        String about,
        String target,
        int attempts,
        Instant createdAt,
        Instant dueAt,
        String slot,
        String lane,
        @Nullable String payload) {
    /** The slot of the webhook that is told of events. */
    public static final String CALLBACK = "callback";

    /** The slot of files. */
    public static final String OUTPUT = "output";

    private static final int ID_DIGITS = 24;

    /** Something without a message, such as files. */
    public Delivery(
            String id,
            String jobId,
            int run,
            DeliveryKind kind,
            String about,
            String target,
            int attempts,
            Instant createdAt,
            Instant dueAt) {
        this(id, jobId, run, kind, about, target, attempts, createdAt, dueAt, OUTPUT, laneOf(kind), null);
    }

    /** The lane of everything that is no message. */
    static String laneOf(DeliveryKind kind) {
        return kind.name();
    }

    /**
     * The id of something.
     *
     * @param what tells it from all else that the run owes in this slot
     */
    static String id(String jobId, int run, String slot, String what) {
        return "dlv_"
                + Fingerprint.of(String.join("\n", jobId, Integer.toString(run), slot, what))
                        .substring(0, ID_DIGITS);
    }
}
