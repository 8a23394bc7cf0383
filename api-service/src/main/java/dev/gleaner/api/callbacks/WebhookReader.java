package dev.gleaner.api.callbacks;

import static dev.gleaner.api.callbacks.CallbackReader.isNothing;

import dev.gleaner.api.deliveries.webhook.SigningSecret;
import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.job.CallbackOrder.Event;
import dev.gleaner.job.CallbackOrder.Webhook;
import dev.gleaner.url.ArticleUrl;
import dev.gleaner.url.InvalidUrlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a webhook: where it is, what its messages are signed with, and the headers that go along. */
public final class WebhookReader {
    /** Secrets of one webhook: two while one replaces the other, and some to spare. */
    public static final int MOST_SECRETS = 5;

    /** Headers of one webhook. */
    public static final int MOST_HEADERS = 20;

    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]{1,100}");

    /** Those of the message, of the connection, and of our introduction. */
    private static final Set<String> OURS = Set.of(
            "accept-encoding",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "if-unmodified-since",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "range",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent",
            "webhook-id",
            "webhook-signature",
            "webhook-timestamp");

    private final AddressPolicy policy;
    private final boolean hasUsualSecret;

    /** @param hasUsualSecret whether there is a secret for webhooks that bring none */
    public WebhookReader(AddressPolicy policy, boolean hasUsualSecret) {
        this.policy = policy;
        this.hasUsualSecret = hasUsualSecret;
    }

    /** Null where it has a fault. */
    @Nullable
    Webhook read(JsonNode node, String path, Set<Event> events, BiConsumer<String, String> faults) {
        boolean[] faulty = new boolean[1];
        BiConsumer<String, String> noted = (where, what) -> {
            faulty[0] = true;
            faults.accept(where, what);
        };
        String url = url(node.path("url"), path + ".url", noted);
        List<String> secrets = secrets(node, path, noted);
        Map<String, String> headers = headers(node.path("headers"), path + ".headers", noted);
        return url == null || faulty[0] ? null : new Webhook(url, events, secrets, headers);
    }

    private @Nullable String url(JsonNode node, String path, BiConsumer<String, String> faults) {
        if (!node.isString()) {
            faults.accept(path, isNothing(node) ? "is missing" : "must be a string");
            return null;
        }
        try {
            ArticleUrl url = ArticleUrl.parse(node.asString());
            Optional<String> refusal = policy.visibleRefusal(url);
            refusal.ifPresent(reason -> faults.accept(path, reason));
            return refusal.isPresent() ? null : node.asString();
        } catch (InvalidUrlException invalid) {
            faults.accept(path, Objects.requireNonNull(invalid.getMessage()));
            return null;
        }
    }

    private List<String> secrets(JsonNode node, String path, BiConsumer<String, String> faults) {
        JsonNode one = node.path("secret");
        JsonNode several = node.path("secrets");
        List<String> secrets = new ArrayList<>();
        if (!isNothing(one) && !isNothing(several)) {
            faults.accept(path + ".secrets", "cannot stand beside secret");
        } else if (!isNothing(one)) {
            secret(one, path + ".secret", secrets, faults);
        } else if (isNothing(several)) {
            if (!hasUsualSecret) {
                faults.accept(path + ".secret", "is missing, and CALLBACK_SECRET is not set: " + SigningSecret.FORM);
            }
        } else if (!several.isArray() || several.isEmpty() || several.size() > MOST_SECRETS) {
            faults.accept(path + ".secrets", "must be a list of 1 to %d secrets".formatted(MOST_SECRETS));
        } else {
            int place = 0;
            for (JsonNode secret : several) {
                secret(secret, path + ".secrets[" + place++ + "]", secrets, faults);
            }
        }
        return secrets;
    }

    /** What is wrong is told without the text: it may be a secret that only lacks a letter. */
    private static void secret(JsonNode node, String path, List<String> secrets, BiConsumer<String, String> faults) {
        if (node.isString() && SigningSecret.parse(node.asString()).isPresent()) {
            secrets.add(node.asString());
        } else {
            faults.accept(path, SigningSecret.FORM);
        }
    }

    private static Map<String, String> headers(JsonNode node, String path, BiConsumer<String, String> faults) {
        Map<String, String> headers = new TreeMap<>();
        if (isNothing(node)) {
            return headers;
        }
        if (!node.isObject() || node.size() > MOST_HEADERS) {
            faults.accept(path, "must be an object of at most %d header names and texts".formatted(MOST_HEADERS));
            return headers;
        }
        node.properties().forEach(one -> header(one.getKey(), one.getValue(), path, headers, faults));
        return headers;
    }

    private static void header(
            String given, JsonNode value, String path, Map<String, String> headers, BiConsumer<String, String> faults) {
        String name = given.toLowerCase(Locale.ROOT);
        if (!HEADER.matcher(name).matches()) {
            faults.accept(path, "holds what is no name of a header");
        } else if (OURS.contains(name)) {
            faults.accept(path + "." + name, "cannot be set");
        } else if (!value.isString() || !FetchOptions.isHeaderValue(value.asString())) {
            faults.accept(
                    path + "." + name,
                    "must be a text of at most %d printable ASCII characters"
                            .formatted(FetchOptions.LONGEST_HEADER_VALUE));
        } else if (headers.put(name, value.asString()) != null) {
            faults.accept(path + "." + name, "is given twice");
        }
    }
}
