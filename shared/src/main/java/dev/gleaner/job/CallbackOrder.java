package dev.gleaner.job;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whom a job tells what becomes of it.
 *
 * @param webhook told of each event that it names; null for none
 * @param onSuccess done once when the job has completed and no retry follows
 * @param onFailure done once when it has failed or was cancelled and no retry follows
 */
public record CallbackOrder(@Nullable Webhook webhook, List<Reaction> onSuccess, List<Reaction> onFailure) {

    public CallbackOrder {
        onSuccess = List.copyOf(onSuccess);
        onFailure = List.copyOf(onFailure);
    }

    /** What can be told. */
    public enum Event {
        JOB_COMPLETED("job.completed"),
        JOB_FAILED("job.failed"),
        JOB_CANCELLED("job.cancelled"),
        ARTICLE_COMPLETED("article.completed"),
        ARTICLE_FAILED("article.failed");

        private final String type;

        Event(String type) {
            this.type = type;
        }

        /** Its public name, for example {@code job.completed}. */
        public String type() {
            return type;
        }

        /** The event of that public name. */
        public static Optional<Event> ofType(String type) {
            return Arrays.stream(values())
                    .filter(event -> event.type.equals(type))
                    .findFirst();
        }

        /** Whether it is about single articles. */
        public boolean isOfArticles() {
            return this == ARTICLE_COMPLETED || this == ARTICLE_FAILED;
        }
    }

    /** What is done at the end of a job. */
    public sealed interface Reaction {}

    /**
     * An address that is sent signed messages.
     *
     * @param secrets to sign with, in the form {@code whsec_<base64>}; several while one replaces another
     * @param events that it is told of; empty in a reaction, which is told of its end
     * @param secrets none to sign with those of the configuration
     * @param headers sent along, by names in lower case
     * @param unreadable whether it had secrets or headers whose stored values nobody can read any more
     */
    public record Webhook(
            String url, Set<Event> events, List<String> secrets, Map<String, String> headers, boolean unreadable)
            implements Reaction {
        /** One whose secrets are known, as a submission has it. */
        public Webhook(String url, Set<Event> events, List<String> secrets, Map<String, String> headers) {
            this(url, events, secrets, headers, false);
        }

        public Webhook {
            // In one order everywhere: the text of it goes into the hash that knows a repeated request.
            events = Collections.unmodifiableSet(new TreeSet<>(events));
            secrets = List.copyOf(secrets);
            headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        }
    }

    /**
     * A command of the operator.
     *
     * @param name that its configuration has
     */
    public record Command(String name) implements Reaction {}
}
