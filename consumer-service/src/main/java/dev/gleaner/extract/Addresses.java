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

    /** Most are whole already, and parsing takes longer than this look at them. */
    private static final Pattern WHOLE = Pattern.compile(
            "https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?:/(?:[A-Za-z0-9\\-._~:/@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*+)?"
                    + "(?:\\?(?:[A-Za-z0-9\\-._~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*+)?");

    /** An absolute http or https address with a host; null for whatever cannot be made one, or is longer. */
    static @Nullable String absolute(String base, @Nullable String reference, int maxChars) {
        if (reference == null || reference.isBlank() || reference.length() > maxChars) {
            return null;
        }
        if (WHOLE.matcher(reference).matches()) {
            return reference;
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
