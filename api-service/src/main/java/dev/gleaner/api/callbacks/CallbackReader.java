package dev.gleaner.api.callbacks;

import dev.gleaner.job.CallbackOrder;
import dev.gleaner.job.CallbackOrder.Command;
import dev.gleaner.job.CallbackOrder.Event;
import dev.gleaner.job.CallbackOrder.Reaction;
import dev.gleaner.job.CallbackOrder.Webhook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code callback}, {@code on_success} and {@code on_failure} of a submission, and names every fault in them. */
public final class CallbackReader {
    /** Reactions to one kind of end. */
    public static final int MOST_REACTIONS = 10;

    /** What a webhook is told of if it names nothing. */
    private static final Set<Event> USUAL = EnumSet.of(Event.JOB_COMPLETED, Event.JOB_FAILED, Event.JOB_CANCELLED);

    private static final String EVENTS =
            Arrays.stream(Event.values()).map(Event::type).collect(Collectors.joining(", "));

    private final WebhookReader webhooks;
    private final List<String> commands;

    /** @param commands names of those that are configured */
    public CallbackReader(WebhookReader webhooks, List<String> commands) {
        this.webhooks = webhooks;
        this.commands = List.copyOf(commands);
    }

    /**
     * Reads them.
     *
     * @param submission the object that has these fields
     * @param faults is told of each fault, by its path and what must be
     * @return null if nobody is to be told
     */
    public @Nullable CallbackOrder read(JsonNode submission, BiConsumer<String, String> faults) {
        JsonNode callback = submission.path("callback");
        Webhook webhook = null;
        if (!isNothing(callback)) {
            webhook = callback.isObject()
                    ? webhooks.read(callback, "callback", events(callback.path("events"), faults), faults)
                    : fault(faults, "callback", "must be an object with a url");
        }
        List<Reaction> onSuccess = reactions(submission.path("on_success"), "on_success", faults);
        List<Reaction> onFailure = reactions(submission.path("on_failure"), "on_failure", faults);
        return webhook == null && onSuccess.isEmpty() && onFailure.isEmpty()
                ? null
                : new CallbackOrder(webhook, onSuccess, onFailure);
    }

    private static Set<Event> events(JsonNode list, BiConsumer<String, String> faults) {
        if (isNothing(list)) {
            return USUAL;
        }
        Set<Event> events = EnumSet.noneOf(Event.class);
        if (!list.isArray() || list.isEmpty()) {
            faults.accept("callback.events", "must be a list of at least one of: " + EVENTS);
            return events;
        }
        int place = 0;
        for (JsonNode one : list) {
            String path = "callback.events[" + place++ + "]";
            if (one.isString()) {
                Event.ofType(one.asString())
                        .ifPresentOrElse(events::add, () -> faults.accept(path, "must be one of: " + EVENTS));
            } else {
                faults.accept(path, "must be one of: " + EVENTS);
            }
        }
        return events;
    }

    private List<Reaction> reactions(JsonNode node, String path, BiConsumer<String, String> faults) {
        List<Reaction> reactions = new ArrayList<>();
        if (isNothing(node)) {
            return reactions;
        }
        if (node.isObject()) {
            add(reactions, node, path, faults);
        } else if (!node.isArray()) {
            faults.accept(path, "must be a webhook, a command, or a list of them");
        } else if (node.size() > MOST_REACTIONS) {
            faults.accept(path, "holds %d; at most %d are taken".formatted(node.size(), MOST_REACTIONS));
        } else {
            int place = 0;
            for (JsonNode one : node) {
                add(reactions, one, path + "[" + place++ + "]", faults);
            }
        }
        return reactions;
    }

    private void add(List<Reaction> to, JsonNode node, String path, BiConsumer<String, String> faults) {
        boolean command = node.has("command");
        if (!node.isObject() || command == node.has("url")) {
            faults.accept(path, "must be an object with either a url or a command");
            return;
        }
        Reaction reaction = command
                ? command(node.path("command"), path + ".command", faults)
                : webhooks.read(node, path, Set.of(), faults);
        if (reaction != null) {
            to.add(reaction);
        }
    }

    private @Nullable Command command(JsonNode node, String path, BiConsumer<String, String> faults) {
        if (node.isString() && commands.contains(node.asString())) {
            return new Command(node.asString());
        }
        faults.accept(
                path,
                commands.isEmpty()
                        ? "must be the name of a command, and none is configured: see CALLBACK_COMMANDS"
                        : "must be one of the configured commands: " + String.join(", ", commands));
        return null;
    }

    private static @Nullable Webhook fault(BiConsumer<String, String> faults, String path, String message) {
        faults.accept(path, message);
        return null;
    }

    static boolean isNothing(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
