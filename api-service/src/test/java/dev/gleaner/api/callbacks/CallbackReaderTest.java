package dev.gleaner.api.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.job.CallbackOrder;
import dev.gleaner.job.CallbackOrder.Command;
import dev.gleaner.job.CallbackOrder.Event;
import dev.gleaner.job.CallbackOrder.Webhook;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What a submission says of callbacks, and what is wrong with it. */
class CallbackReaderTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final Map<String, String> faults = new TreeMap<>();

    @Test
    void nobodyIsToldIfNothingIsSaid() {
        assertThat(read(false, "{\"callback\": null, \"on_success\": []}")).isNull();
        assertThat(faults).isEmpty();
    }

    @Test
    void allOfItIsRead() {
        CallbackOrder order = read(false, """
                {"callback": {"url": "https://a.example/h", "events": ["job.failed", "article.completed"],
                              "secrets": ["%1$s", "%1$s"], "headers": {"Authorization": "Bearer 1"}},
                 "on_success": {"command": "archive"},
                 "on_failure": [{"url": "https://b.example/h", "secret": "%1$s"}, {"command": "notify"}]}
                """.formatted(SECRET));

        assertThat(faults).isEmpty();
        assertThat(order)
                .isEqualTo(new CallbackOrder(
                        new Webhook(
                                "https://a.example/h",
                                Set.of(Event.JOB_FAILED, Event.ARTICLE_COMPLETED),
                                List.of(SECRET, SECRET),
                                Map.of("authorization", "Bearer 1")),
                        List.of(new Command("archive")),
                        List.of(
                                new Webhook("https://b.example/h", Set.of(), List.of(SECRET), Map.of()),
                                new Command("notify"))));
    }

    @Test
    void withoutEventsItIsToldOfTheEndsAndTheUsualSecretSigns() {
        CallbackOrder order = read(true, "{\"callback\": {\"url\": \"https://a.example/h\"}}");

        assertThat(faults).isEmpty();
        assertThat(order).isNotNull();
        assertThat(order.webhook())
                .isEqualTo(new Webhook(
                        "https://a.example/h",
                        Set.of(Event.JOB_COMPLETED, Event.JOB_FAILED, Event.JOB_CANCELLED),
                        List.of(),
                        Map.of()));
    }

    @Test
    void everyFaultIsNamedAndNoSecretRepeated() {
        read(false, """
                {"callback": {"url": "http://127.0.0.1/h", "events": ["job.done"], "secret": "whsec_short",
                              "headers": {"Webhook-Id": "1", "x": "\\n"}},
                 "on_success": [{"command": "rm"}, {"url": "nowhere"}, {"url": "https://a.example/", "command": "archive"}],
                 "on_failure": "archive"}
                """);

        assertThat(faults)
                .containsOnlyKeys(
                        "callback.url",
                        "callback.events[0]",
                        "callback.secret",
                        "callback.headers.webhook-id",
                        "callback.headers.x",
                        "on_success[0].command",
                        "on_success[1].url",
                        "on_success[1].secret",
                        "on_success[2]",
                        "on_failure");
        assertThat(faults)
                .containsEntry("on_success[0].command", "must be one of the configured commands: archive, notify")
                .containsEntry(
                        "callback.url", "Refused by the address policy: the address is not on the public internet");
        assertThat(faults.values()).noneMatch(fault -> fault.contains("whsec_short"));
    }

    private @Nullable CallbackOrder read(boolean usualSecret, String json) {
        WebhookReader webhooks = new WebhookReader(AddressPolicy.publicInternet(), usualSecret);
        return new CallbackReader(webhooks, List.of("archive", "notify"))
                .read(new JsonMapper().readTree(json), faults::put);
    }
}
