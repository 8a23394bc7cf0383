package dev.gleaner.consumer.command;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a process is told besides its params.
 *
 * @param url of the article; null in a run
 * @param host of it; null in a run
 * @param time when the process starts
 * @param jobId of a job that wants it; null if none is known
 * @param articleId or the id of the run
 * @param output the file that it is to write; null if it writes none
 */
public record Facts(
        @Nullable String url,
        @Nullable String host,
        Instant time,
        @Nullable String jobId,
        String articleId,
        @Nullable String output) {
    public static final String URL = "url";
    public static final String HOST = "host";
    public static final String DATE = "date";
    public static final String TIMESTAMP = "timestamp";
    public static final String JOB_ID = "job_id";
    public static final String ARTICLE_ID = "article_id";
    public static final String OUTPUT = "output";

    /** In the basic form of ISO 8601, which is fit for the name of a file. */
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

    /** What stands for a placeholder of this name; nothing for what is not known. */
    String value(String name) {
        String value = switch (name) {
            case URL -> url;
            case HOST -> host;
            case DATE -> DAY.format(time);
            case TIMESTAMP -> BASIC.format(time);
            case JOB_ID -> jobId;
            case ARTICLE_ID -> articleId;
            case OUTPUT -> output;
            default -> throw new IllegalArgumentException("There is no placeholder {" + name + "}");
        };
        return value == null ? "" : value;
    }

    /** For the environment. */
    Map<String, Optional<String>> variables() {
        return Map.of(
                "GLEANER_URL", Optional.ofNullable(url),
                "GLEANER_JOB_ID", Optional.ofNullable(jobId),
                "GLEANER_ARTICLE_ID", Optional.of(articleId));
    }
}
