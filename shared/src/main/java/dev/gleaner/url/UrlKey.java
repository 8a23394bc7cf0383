package dev.gleaner.url;

import dev.gleaner.id.Fingerprint;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.HttpUrl;

/**
 * The normal form of an address, equal for addresses that mean the same page. It is for comparing only and never
 * fetched. Normalising it again changes nothing.
 */
final class UrlKey {
    /**
     * The longest key in characters, all of them ASCII. MongoDB 4.2 and later have no limit of their own, but embedded
     * and older stores stop at 1,024 bytes of an index entry, and a hash of 65 characters may follow.
     */
    static final int MAX_LENGTH = 950;

    private static final char HASH_MARK = '~';
    private static final int HASH_LENGTH = 64;

    private UrlKey() {}

    static String of(HttpUrl url) {
        StringBuilder key = new StringBuilder(url.scheme()).append("://");
        key.append(url.host().contains(":") ? "[" + url.host() + "]" : url.host());
        if (url.port() != HttpUrl.defaultPort(url.scheme())) {
            key.append(':').append(url.port());
        }
        key.append(path(url.encodedPath()));
        String encodedQuery = url.encodedQuery();
        String query = encodedQuery == null ? "" : query(encodedQuery);
        if (!query.isEmpty()) {
            key.append('?').append(query);
        }
        return shortened(key.toString());
    }

    private static String path(String encodedPath) {
        String path = normalEscapes(encodedPath);
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return end == 0 ? "/" : path.substring(0, end);
    }

    private static String query(String encodedQuery) {
        return Stream.of(normalEscapes(encodedQuery).split("&"))
                .filter(parameter -> !parameter.isEmpty())
                .filter(parameter -> !TrackingParameters.contains(nameOf(parameter)))
                .collect(Collectors.joining("&"));
    }

    private static String nameOf(String parameter) {
        int equals = parameter.indexOf('=');
        return equals < 0 ? parameter : parameter.substring(0, equals);
    }

    /** Escapes in capitals, and none where the character needs none (RFC 3986, sections 6.2.2.1 and 6.2.2.2). */
    private static String normalEscapes(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return encoded;
        }
        StringBuilder normal = new StringBuilder(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c != '%') {
                normal.append(c);
                continue;
            }
            if (!isEscape(encoded, i)) {
                normal.append("%25"); // a sign that escapes nothing stands for itself
                continue;
            }
            int value = HexFormat.fromHexDigits(encoded, i + 1, i + 3);
            if (isUnreserved(value)) {
                normal.append((char) value);
            } else {
                normal.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) value));
            }
            i += 2;
        }
        return normal.toString();
    }

    private static boolean isEscape(String text, int at) {
        return at + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2));
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    private static String shortened(String key) {
        if (key.length() <= MAX_LENGTH) {
            return key;
        }
        int end = MAX_LENGTH - HASH_LENGTH - 1;
        int escape = key.lastIndexOf('%', end - 1);
        if (escape > end - 3) {
            end = escape; // half an escape would be escaped itself when the key is read again
        }
        return key.substring(0, end) + HASH_MARK + Fingerprint.of(key);
    }
}
