package dev.gleaner.extract.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.BitSet;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Resolves the references of a page to absolute addresses. */
public final class Addresses {
    /** What browsers escape by themselves and Java's parser refuses. */
    private static final Pattern TO_ESCAPE = Pattern.compile("[\\s\"<>\\\\^`{|}\\[\\]]");

    private Addresses() {}

    /** Characters allowed in the path of an address and, with the question mark, in its query. */
    private static final BitSet IN_PATH = signs("-._~:/@!$&'()*+,;=");

    /** An absolute http or https address with a host; null if the reference gives none, or a longer one. */
    public static @Nullable String absolute(String base, @Nullable String reference, int maxChars) {
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

    /** Whether a reference is absolute already. Most are, and this check is cheaper than parsing. */
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

    /** The index of the first character that cannot be part of the path, or of the query. */
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
