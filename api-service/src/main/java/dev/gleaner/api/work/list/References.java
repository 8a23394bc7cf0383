package dev.gleaner.api.work.list;

import dev.gleaner.url.ArticleUrl;
import dev.gleaner.url.InvalidUrlException;

/** Makes addresses of what stands in a list. */
final class References {
    private References() {}

    /** Against the address that it stands in; what is no address at all stays as it is, to be counted as such. */
    static String resolved(String base, String reference) {
        String stripped = reference.strip();
        // Nearly all are: read once, when they are gathered, and not four times.
        if (isAbsolute(stripped)) {
            return stripped;
        }
        try {
            return ArticleUrl.parse(base).resolve(stripped).given();
        } catch (InvalidUrlException none) {
            return stripped;
        }
    }

    static boolean isAbsolute(String text) {
        return text.regionMatches(true, 0, "http://", 0, 7) || text.regionMatches(true, 0, "https://", 0, 8);
    }
}
