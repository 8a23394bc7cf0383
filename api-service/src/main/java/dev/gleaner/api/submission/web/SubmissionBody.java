package dev.gleaner.api.submission.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.api.callbacks.CallbackBody;
import dev.gleaner.api.callbacks.CallbackReader;
import dev.gleaner.api.outputs.OutputBody;
import dev.gleaner.api.submission.SubmissionLimits;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.fetch.JobPace;
import dev.gleaner.scraper.ScraperChoice;
import dev.gleaner.url.ArticleUrl;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a submission as the API's document shows it. It is read by {@link SubmissionReader}, which names every
 * fault in it.
 */
@Schema(name = "Submission")
record SubmissionBody(
        @ArraySchema(minItems = 1, schema = @Schema(implementation = Article.class)) @JsonProperty("articles") @Nullable
        List<Article> articles,

        @JsonProperty("article_list_url")
        @Schema(
                description =
                        "In place of articles: the address of a feed (RSS, Atom, JSON Feed), a sitemap or its index, "
                                + "a JSON list of addresses or articles, or text with an address in each line. It is read now; of "
                                + "more than MAX_ARTICLES_PER_JOB entries the newest are taken, and what cannot be asked for is "
                                + "left out, both of which the message says",
                nullable = true,
                minLength = 1,
                maxLength = ArticleUrl.MAX_LENGTH,
                example = "https://example.com/feed.xml")
        @Nullable
        String articleListUrl,

        @JsonProperty("preset")
        @Schema(
                description = "Name of a preset whose fields are taken where this body does not have them",
                nullable = true,
                example = "morning-news")
        @Nullable
        String preset,

        @JsonProperty("scraper")
        @Schema(
                description =
                        "Gets the articles; GET /scrapers tells which there are. Left out, an article gets the one that "
                                + "is usual for its host or category, else the built-in one, which article names. One of mode run "
                                + "finds its articles by itself: the submission then has neither articles nor a list",
                pattern = "^" + ScraperChoice.NAME + "$",
                nullable = true,
                example = "news-spider")
        @Nullable
        String scraper,

        @JsonProperty("params")
        @Schema(
                description = PARAMS,
                additionalProperties = Schema.AdditionalPropertiesValue.TRUE,
                types = {"object", "null"},
                example = "{\"depth\": 2, \"tags\": [\"de\", \"news\"]}")
        @Nullable
        Map<String, Object> params,

        @JsonProperty("settings")
        @Schema(
                description = "Settings that the scraper declares, by name: texts, numbers and booleans",
                additionalProperties = Schema.AdditionalPropertiesValue.TRUE,
                types = {"object", "null"},
                example = "{\"DOWNLOAD_DELAY\": 0.5}")
        @Nullable
        Map<String, Object> settings,

        @JsonProperty("max_age")
        @Schema(
                description = MAX_AGE,
                oneOf = {Integer.class, String.class},
                nullable = true,
                example = "86400")
        @Nullable
        Object maxAge,

        @JsonProperty("time_zone")
        @Schema(
                description = "An IANA zone, whose day \"day\" means; SCHEDULE_TIME_ZONE if it is left out",
                nullable = true,
                example = "Europe/Berlin")
        @Nullable
        String timeZone,

        @JsonProperty("priority")
        @Schema(
                description = "Of articles that name none: 1-3 high, 4-7 medium, 8-10 low",
                minimum = "" + SubmissionLimits.FIRST_PRIORITY,
                maximum = "" + SubmissionLimits.LAST_PRIORITY,
                defaultValue = "" + SubmissionLimits.USUAL_PRIORITY,
                nullable = true)
        @Nullable
        Integer priority,

        @JsonProperty("headers")
        @Schema(
                description = "Headers sent with each request: " + FetchOptions.HEADER_NAMES
                        + "; printable ASCII of at "
                        + "most " + FetchOptions.LONGEST_HEADER_VALUE + " characters. They are stored with the job and "
                        + "never shown. Its articles are its own: another job shares them only with equal headers",
                nullable = true,
                example = "{\"Cookie\": \"consent=yes\"}")
        @Nullable
        Map<String, String> headers,

        @JsonProperty("language")
        @Schema(
                description = "Sent as Accept-Language; a page in another language is another article",
                pattern = "^" + FetchOptions.LANGUAGE + "$",
                nullable = true,
                example = "de, en;q=0.5")
        @Nullable
        String language,

        @JsonProperty("timeout")
        @Schema(
                description = "Seconds that an attempt may take, at most SCRAPE_TIMEOUT",
                minimum = "" + SubmissionLimits.SHORTEST_TIMEOUT,
                nullable = true,
                example = "10")
        @Nullable
        Integer timeout,

        @JsonProperty("user_agent")
        @Schema(
                description =
                        "Sent in place of USER_AGENT; its first word is the name that robots.txt rules are looked up "
                                + "for. Its articles are its own: another job shares them only with an equal one",
                pattern = "^" + FetchOptions.USER_AGENT + "$",
                nullable = true,
                example = "Reader/2 (+https://example.com)")
        @Nullable
        String userAgent,

        @JsonProperty("host_delay")
        @Schema(
                description = "Seconds between two fetches of a host; less than HOST_DELAY only for hosts of "
                        + "HOST_FASTER_ALLOWED",
                minimum = "0",
                maximum = "" + SubmissionLimits.LONGEST_HOST_DELAY,
                nullable = true,
                example = "5")
        @Nullable
        Double hostDelay,

        @JsonProperty("host_max_concurrent")
        @Schema(
                description = "Fetches of a host at a time; more than HOST_MAX_CONCURRENT only for hosts of "
                        + "HOST_FASTER_ALLOWED",
                minimum = "1",
                maximum = "" + JobPace.MOST,
                nullable = true,
                example = "1")
        @Nullable
        Integer hostMaxConcurrent,

        @JsonProperty("on_duplicate")
        @Schema(
                description = "What an address that is given twice means",
                allowableValues = {"error", "skip"},
                defaultValue = "error",
                nullable = true)
        @Nullable
        String onDuplicate,

        @JsonProperty("dry_run")
        @Schema(
                description = "Only tell what would become of it; also taken as a query parameter",
                defaultValue = "false",
                nullable = true)
        @Nullable
        Boolean dryRun,

        @JsonProperty("name")
        @Schema(
                description = "To find the job again",
                minLength = 1,
                maxLength = SubmissionLimits.LONGEST_NAME,
                nullable = true,
                example = "morning")
        @Nullable
        String name,

        @ArraySchema(
                maxItems = SubmissionLimits.MOST_TAGS,
                schema =
                        @Schema(
                                minLength = 1,
                                maxLength = SubmissionLimits.LONGEST_TAG,
                                pattern = "^" + SubmissionLimits.TAG + "$",
                                example = "news"),
                arraySchema = @Schema(description = "To find jobs again", nullable = true))
        @JsonProperty("tags")
        @Nullable
        List<String> tags,

        @JsonProperty("output")
        @Schema(description = "Files that are written into OUTPUT_DIR when the job has ended", nullable = true)
        @Nullable
        OutputBody output,

        @JsonProperty("callback")
        @Schema(description = "Is sent signed messages about the job", nullable = true)
        @Nullable
        CallbackBody callback,

        @JsonProperty("on_success")
        @Schema(
                description = "Done once when the job has completed and no retry follows: one reaction, or a list of "
                        + "at most " + CallbackReader.MOST_REACTIONS,
                oneOf = {CallbackBody.Reaction.class, CallbackBody.Reaction[].class},
                nullable = true)
        @Nullable
        Object onSuccess,

        @JsonProperty("on_failure")
        @Schema(
                description = "Done once when the job has failed or was cancelled and no retry follows: one reaction, "
                        + "or a list of at most " + CallbackReader.MOST_REACTIONS,
                oneOf = {CallbackBody.Reaction.class, CallbackBody.Reaction[].class},
                nullable = true)
        @Nullable
        Object onFailure) {
    private static final String PARAMS =
            "What the scraper is given, by the names that it declares: texts, numbers, booleans, lists of them. They are "
                    + "stored encrypted; values of secrets are never shown";

    private static final String MAX_AGE =
            "Seconds: a stored article that is older is fetched again. 0 fetches always; left "
                    + "out, any age will do; \"day\" takes what was fetched today";

    /** One article. */
    @Schema(name = "SubmittedArticle")
    record Article(
            @JsonProperty(value = "url", required = true)
            @Schema(
                    description =
                            "An http or https address on the public internet, or on a host that the operator allows",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    minLength = 1,
                    example = "https://example.com/news/1")
            String url,

            @JsonProperty("source")
            @Schema(maxLength = SubmissionLimits.LONGEST_TEXT, nullable = true, example = "example")
            @Nullable
            String source,

            @JsonProperty("category")
            @Schema(maxLength = SubmissionLimits.LONGEST_TEXT, nullable = true, example = "news")
            @Nullable
            String category,

            @JsonProperty("scraper")
            @Schema(
                    description = "With its params and settings in place of those of the submission",
                    pattern = "^" + ScraperChoice.NAME + "$",
                    nullable = true,
                    example = "article")
            @Nullable
            String scraper,

            @JsonProperty("params")
            @Schema(
                    description = PARAMS,
                    additionalProperties = Schema.AdditionalPropertiesValue.TRUE,
                    types = {"object", "null"})
            @Nullable
            Map<String, Object> params,

            @JsonProperty("settings")
            @Schema(
                    description = "Settings that the scraper declares, by name: texts, numbers and booleans",
                    additionalProperties = Schema.AdditionalPropertiesValue.TRUE,
                    types = {"object", "null"})
            @Nullable
            Map<String, Object> settings,

            @JsonProperty("priority")
            @Schema(
                    description = "1-3 high, 4-7 medium, 8-10 low; that of the submission if it is left out",
                    minimum = "" + SubmissionLimits.FIRST_PRIORITY,
                    maximum = "" + SubmissionLimits.LAST_PRIORITY,
                    nullable = true)
            @Nullable
            Integer priority,

            @JsonProperty("max_age")
            @Schema(
                    description = "In place of that of the submission",
                    oneOf = {Integer.class, String.class},
                    nullable = true,
                    example = "3600")
            @Nullable
            Object maxAge,

            @JsonProperty("headers")
            @Schema(
                    description =
                            "Sent with each request for this article; one replaces that of its name in the submission. "
                                    + "At most " + SubmissionLimits.LONGEST_OWN_HEADERS
                                    + " characters of values in all",
                    nullable = true)
            @Nullable
            Map<String, String> headers,

            @JsonProperty("language")
            @Schema(
                    description = "In place of that of the submission",
                    pattern = "^" + FetchOptions.LANGUAGE + "$",
                    nullable = true,
                    example = "de")
            @Nullable
            String language,

            @JsonProperty("timeout")
            @Schema(
                    description = "In place of that of the submission",
                    minimum = "" + SubmissionLimits.SHORTEST_TIMEOUT,
                    nullable = true,
                    example = "10")
            @Nullable
            Integer timeout) {}
}
