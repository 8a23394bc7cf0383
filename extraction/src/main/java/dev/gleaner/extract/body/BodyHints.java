package dev.gleaner.extract.body;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the declarations of a page tell about its body.
 *
 * @param title as the page shows it to its readers
 * @param leads whether what stands above the article is its first paragraph. On English pages it is a deck, which an editor
 *     puts there and which repeats the article; elsewhere the article goes on from it.
 */
public record BodyHints(String title, boolean leads) {
    /** From a title, and a language tag if there is one. */
    public static BodyHints of(String title, @Nullable String language) {
        return new BodyHints(
                title, language != null && !language.toLowerCase(Locale.ROOT).startsWith("en"));
    }
}
