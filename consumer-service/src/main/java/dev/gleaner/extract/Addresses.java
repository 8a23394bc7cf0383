package dev.gleaner.extract;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the references of a page whole. */
final class Addresses {
    /** Java's parser refuses what browsers escape by themselves. */
    private static final Pattern TO_ESCAPE = Pattern.compile("[\\s\"<>\\\\^`{|}\\[\\]]");

    private Addresses() {}

    /** An absolute http or https address with a host; null for whatever cannot be made one, or is longer. */
    static @Nullable String absolute(String base, @Nullable String reference, int maxChars) {
        if (reference == null || reference.isBlank() || reference.length() > maxChars) {
            return null;
        }
        try {
            String given = Texts.squeezed(reference);
            String escaped = TO_ESCAPE
                    .matcher(given)
                    .replaceAll(
                            match -> String.format("%%%02X", (int) match.group().charAt(0)));
            URI address = new URI(base).resolve(escaped);
            String scheme =
                    address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
            String text = address.toString();
            return (scheme.equals("http") || scheme.equals("https"))
                            && address.getHost() != null
                            && address.getUserInfo() == null
                            && text.length() <= maxChars
                    ? text
                    : null;
        } catch (URISyntaxException | IllegalArgumentException broken) {
            return null;
        }
    }
}
