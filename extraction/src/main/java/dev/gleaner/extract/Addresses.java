package dev.gleaner.extract;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.BitSet;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the references of a page whole. */
final class Addresses {
    /** Java's parser refuses what browsers escape by themselves. */
    private static final Pattern TO_ESCAPE = Pattern.compile("[\\s\"<>\\\\^`{|}\\[\\]]");

    private Addresses() {}

    /** What may stand in the path of an address, and with a question mark in its query. */
    private static final BitSet IN_PATH = signs("-._~:/@!$&'()*+,;=");

    /** An absolute http or https address with a host; null for whatever cannot be made one, or is longer. */
    static @Nullable String absolute(String base, @Nullable String reference, int maxChars) {
        if (reference == null || reference.isBlank() || reference.length() > maxChars) {
            return null;
        }
        if (isWhole(reference)) {
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

    /** Most are whole already, and parsing takes longer than this look at them. */
    private static boolean isWhole(String reference) {
        int start = reference.startsWith("https://") ? 8 : reference.startsWith("http://") ? 7 : 0;
        int host = start;
        while (host < reference.length() && isInHost(reference.charAt(host))) {
            host++;
        }
        if (start == 0
                || host == start
                || !isLetterOrDigit(reference.charAt(start))
                || !isLetterOrDigit(reference.charAt(host - 1))) {
            return false;
        }
        boolean path = host < reference.length() && reference.charAt(host) == '/';
        int end = path ? endOf(reference, host, false) : host;
        boolean query = end < reference.length() && reference.charAt(end) == '?';
        return (query ? endOf(reference, end, true) : end) == reference.length();
    }

    /** Where the first sign stands that belongs to no path, or to no query. */
    private static int endOf(String reference, int from, boolean query) {
        int at = from;
        while (at < reference.length()) {
            char c = reference.charAt(at);
            if (c == '%' && at + 2 < reference.length() && isHex(reference, at + 1) && isHex(reference, at + 2)) {
                at += 3;
            } else if (IN_PATH.get(c) || (query && c == '?')) {
                at++;
            } else {
                break;
            }
        }
        return at;
    }

    private static boolean isHex(String text, int index) {
        char c = text.charAt(index);
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private static boolean isInHost(char c) {
        return isLetterOrDigit(c) || c == '.' || c == '-';
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    }

    private static BitSet signs(String others) {
        BitSet signs = new BitSet();
        for (char c = 0; c < 0x7f; c++) {
            signs.set(c, isLetterOrDigit(c) || others.indexOf(c) >= 0);
        }
        return signs;
    }
}
