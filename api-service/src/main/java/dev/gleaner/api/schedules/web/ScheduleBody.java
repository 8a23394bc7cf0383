package dev.gleaner.api.schedules.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.api.schedules.form.ScheduleReader;
import dev.gleaner.api.submission.SubmissionLimits;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the owner says of a schedule, as the API's document shows it. It is read by {@link ScheduleReader}, which names every
 * fault in it.
 */
@Schema(name = "ScheduleDefinition")
record ScheduleBody(
        @JsonProperty("id")
        @Schema(
                description = "Chosen, or made if it is left out",
                pattern = "^" + ScheduleReader.ID + "$",
                example = "morning-news")
        @Nullable
        String id,

        @JsonProperty("name") @Schema(maxLength = ScheduleReader.LONGEST_NAME, example = "Morning news") @Nullable
        String name,

        @JsonProperty("description") @Schema(maxLength = ScheduleReader.LONGEST_DESCRIPTION) @Nullable
        String description,

        @ArraySchema(
                maxItems = SubmissionLimits.MOST_TAGS,
                schema = @Schema(minLength = 1, maxLength = SubmissionLimits.LONGEST_TAG, example = "news"),
                arraySchema = @Schema(description = "To find it by; its jobs have them too"))
        @JsonProperty("tags")
        @Nullable
        List<String> tags,

        @JsonProperty("enabled") @Schema(defaultValue = "true") @Nullable
        Boolean enabled,

        @JsonProperty("note")
        @Schema(description = "Why it is enabled or not", maxLength = ScheduleReader.LONGEST_NOTE)
        @Nullable
        String note,

        @JsonProperty("trigger")
        @Schema(
                description =
                        "When it is due: an object with a type (cron, interval, once, hourly, daily, weekly, monthly), "
                                + "or a text: a cron expression or a short form such as @daily",
                types = {"object", "string"},
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "{\"type\": \"cron\", \"expression\": \"0 9 * * 1-5\"}")
        Object trigger,

        @JsonProperty("time_zone")
        @Schema(description = "Of the IANA; SCHEDULE_TIME_ZONE if it is left out", example = "Europe/Berlin")
        @Nullable
        String timeZone,

        @JsonProperty("start_at")
        @Schema(
                description = "Nothing is due before; without a zone in that of the schedule",
                example = "2026-01-31T12:00:00Z")
        @Nullable
        String startAt,

        @JsonProperty("end_at")
        @Schema(description = "Nothing is due after", example = "2027-01-31T12:00:00Z")
        @Nullable
        String endAt,

        @JsonProperty("jitter")
        @Schema(
                description = "Seconds: each run begins up to so much later",
                types = {"integer", "string"},
                defaultValue = "0")
        @Nullable
        Object jitter,

        @JsonProperty("articles") @Nullable List<Article> articles,

        @JsonProperty("article_list_url")
        @Schema(
                description = "In place of articles: a list, feed or sitemap that each run reads anew",
                example = "https://example.com/feed.xml")
        @Nullable
        String articleListUrl,

        @JsonProperty("preset") @Schema(description = "In place of articles: the name of a preset") @Nullable
        String preset,

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

        @JsonProperty("max_age")
        @Schema(
                description =
                        "As of a submission: seconds, or \"day\" for what was fetched on this day of the time zone",
                types = {"integer", "string"},
                example = "3600")
        @Nullable
        Object maxAge,

        @JsonProperty("priority") @Schema(minimum = "1", maximum = "10") @Nullable
        Integer priority,

        @JsonProperty("headers") @Schema(description = "As of a submission; shown with a mask for each value") @Nullable
        Map<String, String> headers,

        @JsonProperty("language") @Schema(example = "de, en;q=0.5") @Nullable
        String language,

        @JsonProperty("timeout")
        @Schema(
                description = "Seconds of an attempt",
                types = {"integer", "string"},
                example = "10")
        @Nullable
        Object timeout,

        @JsonProperty("host_delay")
        @Schema(
                description = "Seconds between two requests to a host, at least",
                types = {"number", "string"})
        @Nullable
        Object hostDelay,

        @JsonProperty("host_max_concurrent") @Schema(description = "Requests to a host at a time, at most") @Nullable
        Integer hostMaxConcurrent,

        @JsonProperty("user_agent") @Nullable String userAgent,

        @JsonProperty("on_duplicate") @Schema(allowableValues = {"error", "skip"}) @Nullable
        String onDuplicate,

        @JsonProperty("output") @Schema(description = "The files that are written when a job has ended") @Nullable
        Map<String, Object> output,

        @JsonProperty("callback") @Schema(description = "Who is told; secrets and headers are shown as masks") @Nullable
        Map<String, Object> callback,

        @JsonProperty("on_success")
        @Schema(
                description = "What is done when a job has completed: one, or a list",
                types = {"object", "array"})
        @Nullable
        Object onSuccess,

        @JsonProperty("on_failure")
        @Schema(
                description = "What is done when a job has failed: one, or a list",
                types = {"object", "array"})
        @Nullable
        Object onFailure,

        @JsonProperty("job_name")
        @Schema(
                description = "Template of its jobs' names: {schedule} {name} {date} {time} {timestamp}",
                maxLength = ScheduleReader.LONGEST_NAME,
                example = "{schedule} {date}")
        @Nullable
        String jobName,

        @JsonProperty("max_retries")
        @Schema(
                description = "How often the failed articles of a job are tried again, as further runs of it",
                minimum = "0",
                maximum = "" + ScheduleReader.MOST)
        @Nullable
        Integer maxRetries,

        @JsonProperty("retry_delay")
        @Schema(
                description = "Seconds from the end of a run to the next",
                types = {"integer", "string"},
                example = "300")
        @Nullable
        Object retryDelay,

        @JsonProperty("misfire_grace_time")
        @Schema(
                description = "Seconds: what could not run when it was due still runs within them",
                types = {"integer", "string"},
                example = "300")
        @Nullable
        Object misfireGraceTime,

        @JsonProperty("coalesce")
        @Schema(
                description =
                        "Which of several late runs are made: \"latest\", \"earliest\", \"all\", or {\"all\": cap}",
                types = {"string", "object"},
                example = "latest")
        @Nullable
        Object coalesce,

        @JsonProperty("overlap")
        @Schema(
                description = "What is done when max_instances jobs are open",
                allowableValues = {"skip", "queue_one", "replace", "allow"})
        @Nullable
        String overlap,

        @JsonProperty("max_instances") @Schema(minimum = "1", maximum = "" + ScheduleReader.MOST) @Nullable
        Integer maxInstances,

        @JsonProperty("pause_after_failures")
        @Schema(
                description = "Failed jobs in a row that disable it; 0 for never",
                minimum = "0",
                maximum = "" + ScheduleReader.MOST)
        @Nullable
        Integer pauseAfterFailures) {

    /** One article. */
    @Schema(name = "ScheduledArticle", description = "As of a submission")
    record Article(
            @JsonProperty(value = "url", required = true)
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "https://example.com/news/1")
            String url,

            @JsonProperty("source") @Nullable String source,
            @JsonProperty("category") @Nullable String category,
            @JsonProperty("priority") @Nullable Integer priority) {}
}
