package dev.gleaner.extract.page;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * Turns the bytes of a page into text. What is believed, in this order: a byte order mark, the server, the page itself,
 * the bytes. A name that the web does not know counts as none, and so does one that the bytes refute: servers name a
 * charset for all their pages, whatever these are written in.
 */
final class PageDecoder {
    /** Browsers look for a declaration in the first 1,024 bytes; many pages have it a little later. */
    private static final int DECLARATION_BYTES = 4_096;

    /** More does not make the guess better. */
    private static final int DETECTION_BYTES = 65_536;

    /** A comment may hold a declaration that does not count. */
    private static final Pattern DECLARATION = Pattern.compile(
            "(?is)<!--.*?-->|<meta[^>]{0,500}?charset\\s*=\\s*[\"']?\\s*([a-z0-9_:.-]{2,40})|<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']([a-z0-9_:.-]{2,40})");

    /** Charsets that the detector knows and the Encoding Standard has no label for. */
    private static final Map<String, String> ONLY_DETECTED =
            Map.of("ibm855", "IBM855", "euc-tw", "x-EUC-TW", "maccyrillic", "x-MacCyrillic", "tis620", "x-windows-874");

    /** The fallback of Western browsers. */
    private static final Charset WESTERN = Charset.forName("windows-1252");

    private PageDecoder() {}

    static String decode(byte[] body, @Nullable String serverCharset) {
        int start = markLength(body);
        return new String(body, start, body.length - start, charset(body, serverCharset));
    }

    /** As {@link #decode}, in pieces: a parser that reads from here needs no second copy of the page of twice its size. */
    static Reader reader(byte[] body, @Nullable String serverCharset) {
        int start = markLength(body);
        return new InputStreamReader(
                new ByteArrayInputStream(body, start, body.length - start), charset(body, serverCharset));
    }

    private static int markLength(byte[] body) {
        @Nullable Charset marked = ofByteOrderMark(body);
        return marked == null ? 0 : "\ufeff".getBytes(marked).length;
    }

    private static Charset charset(byte[] body, @Nullable String serverCharset) {
        @Nullable Charset charset = ofByteOrderMark(body);
        if (charset == null) {
            charset = inPairs(body);
        }
        return charset == null ? named(body, Encodings.named(serverCharset), declared(body)) : charset;
    }

    /** @param page as it declares itself */
    private static Charset named(byte[] body, @Nullable Charset server, @Nullable Charset page) {
        @Nullable Charset named = server == null || isRefuted(server, body) ? page : server;
        if (named == null) {
            return guessed(body);
        }
        if (named.equals(StandardCharsets.UTF_8)) {
            return Utf8.in(body).isOutOfTheQuestion() ? otherThanUtf8(body, page) : named;
        }
        return page != null && isBorneOut(page, named, body) ? page : named;
    }

    /**
     * Whether what the page declares is believed before its server, because the bytes can be read in that way, which they
     * would hardly be by chance: UTF-8 whatever the server says; other charsets of several bytes if it says the one that
     * servers say where nobody has told them.
     */
    private static boolean isBorneOut(Charset page, Charset server, byte[] body) {
        if (page.equals(StandardCharsets.UTF_8)) {
            return Utf8.in(body).isCertain();
        }
        return server.equals(WESTERN)
                && page.newEncoder().maxBytesPerChar() > 1
                && !Utf8.in(body).isAscii()
                && isValid(page, body);
    }

    private static boolean isValid(Charset charset, byte[] body) {
        try {
            charset.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }

    /** What begins with a tag of single bytes is not in pairs of them. */
    private static boolean isRefuted(Charset server, byte[] body) {
        return server.name().startsWith("UTF-16") && body.length > 1 && body[0] == '<' && body[1] > ' ';
    }

    private static Charset otherThanUtf8(byte[] body, @Nullable Charset page) {
        return page == null || page.equals(StandardCharsets.UTF_8) ? guessed(body) : page;
    }

    private static @Nullable Charset ofByteOrderMark(byte[] body) {
        if (startsWith(body, 0xef, 0xbb, 0xbf)) {
            return StandardCharsets.UTF_8;
        }
        if (startsWith(body, 0xfe, 0xff)) {
            return StandardCharsets.UTF_16BE;
        }
        return startsWith(body, 0xff, 0xfe) ? StandardCharsets.UTF_16LE : null;
    }

    /** UTF-16 without a mark: a text that begins with ASCII has an empty byte beside each, on one side or the other. */
    private static @Nullable Charset inPairs(byte[] body) {
        if (body.length < 4) {
            return null;
        }
        if (body[0] > 0 && body[1] == 0 && body[2] > 0 && body[3] == 0) {
            return StandardCharsets.UTF_16LE;
        }
        return body[0] == 0 && body[1] > 0 && body[2] == 0 && body[3] > 0 ? StandardCharsets.UTF_16BE : null;
    }

    private static boolean startsWith(byte[] body, int... mark) {
        if (body.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((body[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Charset declared(byte[] body) {
        String start = new String(body, 0, Math.min(body.length, DECLARATION_BYTES), StandardCharsets.ISO_8859_1);
        Matcher declaration = DECLARATION.matcher(start);
        while (declaration.find()) {
            @Nullable
            Charset charset =
                    Encodings.named(declaration.group(1) == null ? declaration.group(2) : declaration.group(1));
            if (charset != null) {
                // A declaration that could be read as ASCII is not in UTF-16, whatever it says (HTML Standard,
                // 13.2.3.2).
                return charset.name().startsWith("UTF-") ? StandardCharsets.UTF_8 : charset;
            }
        }
        return null;
    }

    private static Charset guessed(byte[] body) {
        if (Utf8.in(body).isPossible()) {
            return StandardCharsets.UTF_8;
        }
        UniversalDetector detector = new UniversalDetector();
        detector.handleData(body, 0, Math.min(body.length, DETECTION_BYTES));
        detector.dataEnd();
        @Nullable Charset detected = ofDetected(detector.getDetectedCharset());
        return detected == null || detected.name().startsWith("UTF-") ? WESTERN : detected;
    }

    private static @Nullable Charset ofDetected(@Nullable String name) {
        if (name == null) {
            return null;
        }
        @Nullable Charset charset = Encodings.named(name);
        @Nullable String other = ONLY_DETECTED.get(name.toLowerCase(Locale.ROOT));
        return charset == null && other != null ? Encodings.java(other) : charset;
    }
}
