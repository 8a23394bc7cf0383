package dev.gleaner.api.presets.web;

import dev.gleaner.api.web.problem.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The revision of a preset as its entity tag (RFC 9110, section 8.8.3). */
final class Revision {
    static final String PATTERN = "^(\\*|\"[0-9]{1,18}\")$";

    private static final Pattern TAG = Pattern.compile("\"([0-9]{1,18})\"");

    private Revision() {}

    static String tag(long revision) {
        return "\"" + revision + "\"";
    }

    /**
     * What {@code If-Match} asks for; null for any.
     *
     * @throws Problem if it is no tag of ours, which nothing can match
     */
    static @Nullable Long of(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return null;
        }
        Matcher tag = TAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw new Problem(
                    HttpStatus.PRECONDITION_FAILED,
                    "If-Match must be the ETag of an earlier answer, for example \"3\"");
        }
        return Long.valueOf(tag.group(1));
    }
}
