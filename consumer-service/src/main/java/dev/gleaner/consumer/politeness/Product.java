package dev.gleaner.consumer.politeness;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name by which a robots.txt means us.
 *
 * @param name in lower case: letters, - and _
 */
record Product(String name) {
    private static final Pattern FIRST_WORD = Pattern.compile("[A-Za-z_-]+");

    /**
     * The first word of a user agent.
     *
     * @throws IllegalArgumentException if it does not begin with letters, so that no rule could name us
     */
    static Product of(String userAgent) {
        Matcher word = FIRST_WORD.matcher(userAgent);
        if (!word.lookingAt()) {
            throw new IllegalArgumentException(
                    "USER_AGENT must begin with a product name of letters, - and _ (RFC 9309, section 2.2.1)");
        }
        return new Product(word.group().toLowerCase(Locale.ROOT));
    }
}
