package dev.gleaner.extract;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * Turns the bytes of a page into text. What is believed, in this order: a byte order mark, the server, the page itself,
 * the bytes. UTF-7 is never read: it hides markup from whoever looked at the bytes before.
 */
final class PageDecoder {
    /** Browsers look for a declaration in the first 1,024 bytes; many pages have it a little later. */
    private static final int DECLARATION_BYTES = 4_096;

    /** More does not make the guess better. */
    private static final int DETECTION_BYTES = 65_536;

    private static final Pattern DECLARATION = Pattern.compile(
            "(?i)<meta[^>]{0,500}?charset\\s*=\\s*[\"']?\\s*([a-z0-9_:.-]{2,40})|<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']([a-z0-9_:.-]{2,40})");

    /** Names that mean a larger set on the web than in their standards (Encoding Standard, section 4.2). */
    private static final Map<String, String> WEB_MEANING = Map.ofEntries(
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("us-ascii", "windows-1252"),
            Map.entry("ascii", "windows-1252"),
            Map.entry("iso-8859-9", "windows-1254"),
            Map.entry("gb2312", "GB18030"),
            Map.entry("gbk", "GB18030"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("sjis", "windows-31j"),
            Map.entry("euc-kr", "x-windows-949"),
            Map.entry("ks_c_5601-1987", "x-windows-949"),
            Map.entry("big5", "Big5-HKSCS"),
            Map.entry("tis-620", "x-windows-874"));

    private PageDecoder() {}

    static String decode(byte[] body, @Nullable String serverCharset) {
        @Nullable Charset marked = ofByteOrderMark(body);
        if (marked != null) {
            String text = new String(body, marked);
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        }
        @Nullable Charset charset = named(serverCharset);
        if (charset == null) {
            charset = declared(body);
        }
        return new String(body, charset == null ? guessed(body) : charset);
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
        if (!declaration.find()) {
            return null;
        }
        @Nullable Charset charset = named(declaration.group(1) == null ? declaration.group(2) : declaration.group(1));
        // A declaration that could be read as ASCII is not in UTF-16, whatever it says (HTML Standard, 13.2.3.2).
        return charset != null && charset.name().startsWith("UTF-") ? StandardCharsets.UTF_8 : charset;
    }

    private static @Nullable Charset named(@Nullable String name) {
        if (name == null) {
            return null;
        }
        String label = name.strip().toLowerCase(Locale.ROOT);
        if (label.startsWith("utf-7") || label.startsWith("x-utf") || label.startsWith("utf-32")) {
            return null;
        }
        try {
            Charset charset = Charset.forName(WEB_MEANING.getOrDefault(label, label));
            return charset.canEncode() || charset.name().startsWith("x-windows") ? charset : null;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return null;
        }
    }

    private static Charset guessed(byte[] body) {
        if (isUtf8(body)) {
            return StandardCharsets.UTF_8;
        }
        UniversalDetector detector = new UniversalDetector();
        detector.handleData(body, 0, Math.min(body.length, DETECTION_BYTES));
        detector.dataEnd();
        @Nullable Charset detected = named(detector.getDetectedCharset());
        return detected == null || detected.equals(StandardCharsets.UTF_8)
                ? Charset.forName("windows-1252") // what browsers of the West fall back to
                : detected;
    }

    private static boolean isUtf8(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }
}
