package dev.gleaner.api.submission;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was drafted is no submission; every fault is named, up to a limit. */
public final class InvalidSubmissionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;
    private final int count;
    private final transient List<List<Place>> duplicates;

    InvalidSubmissionException(List<Fault> faults, int count, List<List<Place>> duplicates) {
        super("The submission has %d %s; the first: %s %s"
                .formatted(
                        count,
                        count == 1 ? "fault" : "faults",
                        faults.getFirst().path(),
                        faults.getFirst().message()));
        this.faults = List.copyOf(faults);
        this.count = count;
        this.duplicates = List.copyOf(duplicates);
    }

    /** Of something that is wrong as a whole, so that nothing else can be said of it. */
    public static InvalidSubmissionException of(String path, String message) {
        return new InvalidSubmissionException(List.of(new Fault(path, message)), 1, List.of());
    }

    public List<Fault> faults() {
        return faults;
    }

    /** How many there are; more than are named, if they are many. */
    public int count() {
        return count;
    }

    /** All addresses that stand there more than once, each with all its places. */
    public List<List<Place>> duplicates() {
        return duplicates;
    }

    /**
     * An address in the body.
     *
     * @param path of the field
     * @param url as given
     */
    public record Place(String path, String url) {}

    /**
     * What is wrong where.
     *
     * @param path of the field, for example {@code articles[3].priority}
     * @param code a word for programs, where they may do something about it; null for none
     */
    public record Fault(
            String path,
            String message,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String code) {
        public Fault(String path, String message) {
            this(path, message, null);
        }

        /** The same of something that stands at this path. */
        public Fault below(String parent) {
            return new Fault(parent + "." + path, message, code);
        }
    }
}
