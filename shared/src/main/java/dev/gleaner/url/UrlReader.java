package dev.gleaner.url;

import java.util.Locale;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Parses an address and refuses, with a reason, whatever could be read in two ways. */
final class UrlReader {
    private UrlReader() {}

    /** The parsed address without fragment. */
    static HttpUrl read(String address) {
        String text = trimmed(address);
        if (text.isEmpty()) {
            throw new InvalidUrlException(address, "The address is empty");
        }
        refuseUnreadableCharacters(address, text);
        int authority = startOfAuthority(address, text);
        if (hasUserInfo(text, authority)) {
            throw new InvalidUrlException(address, "The address must not carry a user name or password");
        }
        @Nullable HttpUrl url = parsed(text);
        if (url == null) {
            throw new InvalidUrlException(address, "The address is not a valid URL");
        }
        String host = withoutFinalDot(url.host());
        HostGate.objection(host).ifPresent(objection -> {
            throw new InvalidUrlException(address, objection);
        });
        return rebuilt(address, url, host);
    }

    /** Some names in other scripts encode to something that does not decode; they could not be looked up either. */
    private static HttpUrl rebuilt(String address, HttpUrl url, String host) {
        try {
            HttpUrl rebuilt = url.newBuilder().host(host).fragment(null).build();
            if (rebuilt.host().equals(host)) {
                return rebuilt;
            }
        } catch (IllegalArgumentException unreadable) {
            // falls through: the host is the only part that is read anew
        }
        throw new InvalidUrlException(address, "The host is not a valid name");
    }

    private static @Nullable HttpUrl parsed(String text) {
        try {
            return HttpUrl.parse(text);
        } catch (RuntimeException unexpected) {
            return null; // the parser's own slips on strange input are the input's fault to the caller
        }
    }

    /** ASCII white space only; other controls at the ends, which browsers drop too, are left to be refused. */
    private static String trimmed(String address) {
        int start = 0;
        int end = address.length();
        while (start < end && isWhiteSpace(address.charAt(start))) {
            start++;
        }
        while (end > start && isWhiteSpace(address.charAt(end - 1))) {
            end--;
        }
        return address.substring(start, end);
    }

    private static boolean isWhiteSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r' && c != 0x0b);
    }

    private static void refuseUnreadableCharacters(String address, String text) {
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c)) {
                throw new InvalidUrlException(address, "The address contains a control character");
            }
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                throw new InvalidUrlException(address, "The address contains half a character");
            }
        });
    }

    private static int startOfAuthority(String address, String text) {
        int colon = text.indexOf(':');
        String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new InvalidUrlException(address, "The address must start with http:// or https://");
        }
        int start = colon + 1;
        while (start < text.length() && isSlash(text.charAt(start))) {
            start++;
        }
        return start;
    }

    private static boolean hasUserInfo(String text, int authority) {
        for (int i = authority; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isSlash(c) || c == '?' || c == '#') {
                return false;
            }
            if (c == '@') {
                return true;
            }
        }
        return false;
    }

    private static boolean isSlash(char c) {
        return c == '/' || c == '\\';
    }

    private static String withoutFinalDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
