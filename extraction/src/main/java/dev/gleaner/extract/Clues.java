package dev.gleaner.extract;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the declarations of a page tell about its body.
 *
 * @param leads whether what stands above the article is its first paragraph. On English pages it is a deck, which a desk puts
 *     there and which repeats the article; elsewhere the article goes on from it.
 */
record Clues(String title, boolean leads) {
    /** From a title, and a language tag as far as there is one. */
    static Clues of(String title, @Nullable String language) {
        return new Clues(
                title, language != null && !language.toLowerCase(Locale.ROOT).startsWith("en"));
    }
}
