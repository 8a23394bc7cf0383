package dev.gleaner.job.mongo;

import dev.gleaner.job.CallbackOrder;
import dev.gleaner.job.CallbackOrder.Command;
import dev.gleaner.job.CallbackOrder.Event;
import dev.gleaner.job.CallbackOrder.Reaction;
import dev.gleaner.job.CallbackOrder.Webhook;
import dev.gleaner.store.Seal;
import dev.gleaner.store.mongo.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** How the callbacks of a job lie in its document. Secrets and the values of headers are sealed. */
final class CallbacksDocument {
    private final Seal seal;

    CallbacksDocument(Seal seal) {
        this.seal = seal;
    }

    @Nullable
    Document of(@Nullable CallbackOrder order) {
        if (order == null) {
            return null;
        }
        Webhook webhook = order.webhook();
        return new Document("webhook", webhook == null ? null : of(webhook))
                .append("on_success", order.onSuccess().stream().map(this::of).toList())
                .append("on_failure", order.onFailure().stream().map(this::of).toList());
    }

    @Nullable
    CallbackOrder read(@Nullable Document order) {
        if (order == null) {
            return null;
        }
        Document webhook = order.get("webhook", Document.class);
        return new CallbackOrder(
                webhook == null ? null : webhook(webhook),
                Fields.documents(order, "on_success").stream()
                        .map(this::reaction)
                        .toList(),
                Fields.documents(order, "on_failure").stream()
                        .map(this::reaction)
                        .toList());
    }

    private Document of(Reaction reaction) {
        return switch (reaction) {
            case Command(String name) -> new Document("command", name);
            case Webhook webhook -> of(webhook);
        };
    }

    private Document of(Webhook webhook) {
        List<Document> headers = new ArrayList<>();
        webhook.headers().forEach((name, value) -> headers.add(sealed(value).append("name", name)));
        return new Document("url", webhook.url())
                .append("events", webhook.events().stream().map(Event::type).toList())
                .append("secrets", webhook.secrets().stream().map(this::sealed).toList())
                .append("headers", headers)
                .append("unreadable", webhook.unreadable() ? true : null);
    }

    private Document sealed(String plain) {
        Seal.Sealed sealed = seal.seal(plain);
        return new Document("value", sealed.text()).append("key", sealed.key());
    }

    private Optional<String> open(Document sealed) {
        return seal.open(new Seal.Sealed(Fields.text(sealed, "key"), Fields.text(sealed, "value")));
    }

    private Reaction reaction(Document reaction) {
        String command = reaction.getString("command");
        return command == null ? webhook(reaction) : new Command(command);
    }

    private Webhook webhook(Document webhook) {
        boolean unreadable = webhook.getBoolean("unreadable", false);
        List<String> secrets = new ArrayList<>();
        for (Document secret : Fields.documents(webhook, "secrets")) {
            Optional<String> plain = open(secret);
            plain.ifPresent(secrets::add);
            unreadable |= plain.isEmpty();
        }
        Map<String, String> headers = new HashMap<>();
        for (Document header : Fields.documents(webhook, "headers")) {
            Optional<String> plain = open(header);
            plain.ifPresent(value -> headers.put(Fields.text(header, "name"), value));
            unreadable |= plain.isEmpty();
        }
        Set<Event> events = new HashSet<>();
        // One that a newer version knows is none that this one could tell.
        Fields.texts(webhook, "events").forEach(type -> Event.ofType(type).ifPresent(events::add));
        return new Webhook(Fields.text(webhook, "url"), events, secrets, headers, unreadable);
    }
}
