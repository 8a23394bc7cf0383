package dev.gleaner.api.scrapers;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.scraper.ParamSpec;
import dev.gleaner.scraper.ScraperChoice;
import dev.gleaner.scraper.ScraperRegistry.Known;
import dev.gleaner.scraper.ScraperSummary;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A scraper as it is told. */
@Schema(name = "Scraper")
record ScraperAnswer(
        @JsonProperty("name") @Schema(example = "news-spider")
        String name,

        @JsonProperty("description") @Nullable String description,

        @JsonProperty("mode")
        @Schema(
                description = "article: it gets each article by its address; run: it finds articles by itself, and a "
                        + "submission that names it has none",
                allowableValues = {"article", "run"})
        String mode,

        @JsonProperty("params") List<Param> params,

        @ArraySchema(
                arraySchema = @Schema(description = "names of the settings that may be given"),
                schema = @Schema(example = "DOWNLOAD_DELAY"))
        @JsonProperty("settings")
        List<String> settings,

        @ArraySchema(
                arraySchema = @Schema(description = "whose articles it gets where no scraper is named"),
                schema = @Schema(example = "*.example.com"))
        @JsonProperty("hosts")
        List<String> hosts,

        @ArraySchema(
                arraySchema =
                        @Schema(
                                description =
                                        "whose articles it gets where no scraper is named, nor usual for the host"),
                schema = @Schema(example = "news"))
        @JsonProperty("categories")
        List<String> categories,

        @JsonProperty("consumers")
        @Schema(
                description = "on how many consumers it is now; 0 while none has it, null for the built-in one, which "
                        + "all have",
                example = "2")
        @Nullable
        Integer consumers) {
    private static final String MASK = "********";

    /** What it takes. */
    @Schema(name = "ScraperParam")
    record Param(
            @JsonProperty("name") @Schema(example = "depth") String name,

            @JsonProperty("type") @Schema(allowableValues = {"text", "number", "flag", "list", "secret"})
            String type,

            @JsonProperty("description") @Nullable String description,

            @JsonProperty("pattern")
            @Schema(description = "what the whole of each value must match, as RE2 reads it", example = "[a-z]+")
            @Nullable
            String pattern,

            @JsonProperty("default")
            @Schema(
                    description = "what it is if it is left out: a text, of a list its texts; of a secret a mask",
                    types = {"string", "array", "null"})
            @Nullable
            Object usual,

            @JsonProperty("required") boolean required) {
        static Param of(ParamSpec spec) {
            return new Param(
                    spec.name(),
                    spec.type().name().toLowerCase(Locale.ROOT),
                    spec.description(),
                    spec.pattern(),
                    usual(spec),
                    spec.required());
        }

        private static @Nullable Object usual(ParamSpec spec) {
            if (spec.defaults().isEmpty()) {
                return null;
            }
            return switch (spec.type()) {
                case SECRET -> MASK;
                case LIST -> spec.defaults();
                case TEXT, NUMBER, FLAG -> spec.defaults().getFirst();
            };
        }
    }

    static ScraperAnswer of(Known known) {
        ScraperSummary scraper = known.scraper();
        return new ScraperAnswer(
                scraper.name(),
                scraper.description(),
                scraper.mode().name().toLowerCase(Locale.ROOT),
                scraper.params().stream()
                        .sorted(Comparator.comparing(ParamSpec::name))
                        .map(Param::of)
                        .toList(),
                scraper.settings().stream().sorted().toList(),
                scraper.hosts().stream().sorted().toList(),
                scraper.categories().stream().sorted().toList(),
                scraper.name().equals(ScraperChoice.ARTICLE) ? null : known.consumers());
    }
}
