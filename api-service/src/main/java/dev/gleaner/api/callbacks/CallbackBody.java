package dev.gleaner.api.callbacks;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.api.deliveries.webhook.SigningSecret;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A webhook that is told of events, as the API's document shows it; it is read by {@link CallbackReader}. */
@Schema(name = "Callback")
public record CallbackBody(
        @JsonProperty(value = "url", required = true)
        @Schema(
                description = "An http or https address on the public internet, or on a host that the operator allows",
                requiredMode = Schema.RequiredMode.REQUIRED,
                minLength = 1,
                example = "https://example.com/hooks")
        String url,

        @ArraySchema(
                minItems = 1,
                schema =
                        @Schema(
                                allowableValues = {
                                    "job.completed",
                                    "job.failed",
                                    "job.cancelled",
                                    "article.completed",
                                    "article.failed"
                                }),
                arraySchema =
                        @Schema(description = "What it is told of; left out, the ends of the job", nullable = true))
        @JsonProperty("events")
        @Nullable
        List<String> events,

        @JsonProperty("secret")
        @Schema(
                description = "To sign with: whsec_ and the Base64 of 24 to 64 random bytes; stored sealed and never "
                        + "shown. Left out, CALLBACK_SECRET signs; without that it is required",
                pattern = "^" + SigningSecret.PATTERN + "$",
                nullable = true)
        @Nullable
        String secret,

        @ArraySchema(
                minItems = 1,
                maxItems = WebhookReader.MOST_SECRETS,
                schema = @Schema(pattern = "^" + SigningSecret.PATTERN + "$"),
                arraySchema =
                        @Schema(
                                description = "In the place of secret: several while one replaces another",
                                nullable = true))
        @JsonProperty("secrets")
        @Nullable
        List<String> secrets,

        @JsonProperty("headers")
        @Schema(
                description =
                        "Headers sent along, at most " + WebhookReader.MOST_HEADERS + "; stored sealed and never shown",
                nullable = true)
        @Nullable
        Map<String, String> headers) {

    /** What is done once when a job has ended for good. */
    @Schema(
            name = "Reaction",
            description =
                    "Either a webhook, by its url, or a command of the operator, by its name in CALLBACK_COMMANDS")
    public record Reaction(
            @JsonProperty("url") @Schema(nullable = true, example = "https://example.com/hooks") @Nullable
            String url,

            @JsonProperty("secret") @Schema(pattern = "^" + SigningSecret.PATTERN + "$", nullable = true) @Nullable
            String secret,

            @JsonProperty("secrets") @Schema(nullable = true) @Nullable
            List<String> secrets,

            @JsonProperty("headers") @Schema(nullable = true) @Nullable
            Map<String, String> headers,

            @JsonProperty("command") @Schema(nullable = true, example = "archive") @Nullable
            String command) {}
}
