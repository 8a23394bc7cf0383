package dev.gleaner.api.results;

import dev.gleaner.api.web.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/** The forms by name, with their media types. */
enum Format {
    JSON("application/json", "json", new Json()),
    NDJSON("application/x-ndjson", "ndjson", new Ndjson()),
    CSV("text/csv;charset=utf-8;header=present", "csv", new Csv()),
    MARKDOWN("text/markdown;charset=utf-8", "md", new Markdown());

    private final MediaType mediaType;
    private final String extension;
    private final ResultsForm form;

    Format(String mediaType, String extension, ResultsForm form) {
        this.mediaType = MediaType.parseMediaType(mediaType);
        this.extension = extension;
        this.form = form;
    }

    String mediaType() {
        return mediaType.toString();
    }

    String extension() {
        return extension;
    }

    ResultsForm form() {
        return form;
    }

    /**
     * The form that a request asks for: by its name, else by what it accepts, else JSON.
     *
     * @throws Problem if there is none like it
     */
    static Format of(@Nullable String name, @Nullable String accept) {
        if (name != null) {
            return Arrays.stream(values())
                    .filter(format -> format.name().equals(name.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new Problem(
                            HttpStatus.UNPROCESSABLE_CONTENT, "format must be json, ndjson, csv or markdown"));
        }
        return accept == null || accept.isBlank() ? JSON : accepted(accept);
    }

    private static Format accepted(String accept) {
        List<MediaType> wanted;
        try {
            wanted = MediaType.parseMediaTypes(accept);
        } catch (InvalidMediaTypeException odd) {
            throw new Problem(HttpStatus.NOT_ACCEPTABLE, "The Accept header cannot be read");
        }
        MimeTypeUtils.sortBySpecificity(wanted);
        for (MediaType type : wanted) {
            for (Format format : values()) {
                if (type.getQualityValue() > 0 && type.isCompatibleWith(format.mediaType)) {
                    return format;
                }
            }
        }
        throw new Problem(
                HttpStatus.NOT_ACCEPTABLE,
                "Results are answered as application/json, application/x-ndjson, text/csv or text/markdown");
    }
}
