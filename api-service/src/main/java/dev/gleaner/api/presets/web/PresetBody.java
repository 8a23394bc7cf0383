package dev.gleaner.api.presets.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A preset as the API's document shows it. It is read and written by {@link PresetForm}. */
@Schema(
        name = "Preset",
        description = "Besides, all other fields of a submission but preset, name and dry_run; job_name is its name")
record PresetBody(
        @JsonProperty("name") @Schema(accessMode = Schema.AccessMode.READ_ONLY, example = "morning-news")
        String name,

        @JsonProperty("description")
        @Schema(maxLength = 1000, nullable = true, example = "What the front page reads at breakfast")
        @Nullable
        String description,

        @JsonProperty("articles")
        @Schema(description = "as in a submission", nullable = true, implementation = Object[].class)
        @Nullable
        List<Map<String, Object>> articles,

        @JsonProperty("article_list_url")
        @Schema(
                description = "in place of articles: a feed, a sitemap or a list",
                nullable = true,
                example = "https://example.com/feed.xml")
        @Nullable
        String articleListUrl,

        @JsonProperty("scraper")
        @Schema(
                description = "As of a submission; one of mode run is all the work that there is, with its params",
                example = "news-spider")
        @Nullable
        String scraper,

        @JsonProperty("params")
        @Schema(
                description = "As of a submission; values of secrets are shown as masks",
                additionalProperties = Schema.AdditionalPropertiesValue.TRUE,
                types = {"object", "null"})
        @Nullable
        Map<String, Object> params,

        @JsonProperty("settings")
        @Schema(
                description = "As of a submission",
                additionalProperties = Schema.AdditionalPropertiesValue.TRUE,
                types = {"object", "null"})
        @Nullable
        Map<String, Object> settings,

        @JsonProperty("job_name")
        @Schema(description = "what its jobs are called", nullable = true, example = "morning")
        @Nullable
        String jobName,

        @JsonProperty("revision")
        @Schema(description = "1, and one more with each change", accessMode = Schema.AccessMode.READ_ONLY)
        long revision,

        @JsonProperty("created_at") @Schema(accessMode = Schema.AccessMode.READ_ONLY, format = "date-time")
        String createdAt,

        @JsonProperty("updated_at") @Schema(accessMode = Schema.AccessMode.READ_ONLY, format = "date-time")
        String updatedAt) {}
