package dev.gleaner.fetch;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of the form of its page.
 *
 * @param type without parameters, in lower case; null if it was not named
 * @param charset as named
 */
record PageType(@Nullable String type, @Nullable String charset) {
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*[\"']?([A-Za-z0-9_.:+-]{1,40})");

    /** The beginnings that make an untyped text HTML (MIME Sniffing Standard, section 7.1). */
    private static final List<String> HTML_BEGINNINGS = List.of(
            "<!doctype",
            "<html",
            "<head",
            "<body",
            "<script",
            "<style",
            "<title",
            "<meta",
            "<link",
            "<iframe",
            "<h1",
            "<div",
            "<font",
            "<table",
            "<a",
            "<b",
            "<br",
            "<p",
            "<!--",
            "<article",
            "<main",
            "<section",
            "<?xml");

    /** How much of an untyped body is looked at, in bytes: what the MIME Sniffing Standard reads. */
    private static final int SNIFFED_BYTES = 1_445;

    static PageType of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return new PageType(null, null);
        }
        int end = header.indexOf(';');
        String type = (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        Matcher charset = CHARSET.matcher(header);
        return new PageType(type.isEmpty() ? null : type, charset.find() ? charset.group(1) : null);
    }

    /** Whether it is one of these; a missing type is judged by the body. */
    boolean isOneOf(Set<String> readable) {
        return type == null || readable.contains(type);
    }

    /** HTML, plain text, or null for what is neither. */
    static @Nullable String sniffed(byte[] body) {
        int length = Math.min(body.length, SNIFFED_BYTES);
        String start = new String(body, 0, length, StandardCharsets.ISO_8859_1);
        boolean utf16 = start.startsWith("\u00fe\u00ff") || start.startsWith("\u00ff\u00fe");
        String text =
                start.replaceFirst("^\u00ef\u00bb\u00bf", "").stripLeading().toLowerCase(Locale.ROOT);
        if (utf16 || HTML_BEGINNINGS.stream().anyMatch(text::startsWith)) {
            return "text/html";
        }
        return text.chars().noneMatch(PageType::isBinary) ? "text/plain" : null;
    }

    /** The binary data bytes of the MIME Sniffing Standard, section 3. */
    private static boolean isBinary(int c) {
        return c <= 0x08 || c == 0x0b || (c >= 0x0e && c <= 0x1a) || (c >= 0x1c && c <= 0x1f);
    }
}
