package dev.gleaner.fetch;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the first bytes of a body show of its type (MIME Sniffing Standard, sections 3 to 7). */
final class BodyBytes {
    static final String HTML = "text/html";
    static final String TEXT = "text/plain";
    private static final String BINARY = "application/octet-stream";

    /** How much of a body is looked at, in bytes: what the MIME Sniffing Standard reads. */
    private static final int HEAD_BYTES = 1_445;

    private static final int ESCAPE = 0x1b;

    private static final Pattern HTML_BEGINNING = Pattern.compile(
            "(?i)<!--|<\\?xml|<(?:!doctype|html|head|body|script|style|title|meta|link|iframe|h1|div|font|table|a|b|br|p|article|main|section)[\\s>/]");

    /** A feed that says it is a page (section 7.3); what may come before are comments, a declaration, instructions. */
    private static final Pattern FEED =
            Pattern.compile("(?is)^(?:\\s|<!--.{0,500}?-->|<[?!](?!--)[^>]{0,500}>)*+<(rss|feed|rdf:RDF)[\\s>]");

    /** Formats that begin with letters, which a text may begin with, too: they count if something binary follows. */
    private static final List<Signature> SIGNATURES = List.of(
            new Signature("application/pdf", "%PDF-", true),
            new Signature("application/postscript", "%!PS-Adobe-", true),
            new Signature("image/gif", "GIF87a", true),
            new Signature("image/gif", "GIF89a", true),
            new Signature("application/rtf", "{\\rtf1", true),
            new Signature("image/png", "\u0089PNG\r\n\u001a\n", true),
            new Signature("image/jpeg", "\u00ff\u00d8\u00ff", true),
            new Signature("image/webp", "RIFF????WEBPVP", true),
            new Signature("audio/wave", "RIFF????WAVE", true),
            new Signature("video/avi", "RIFF????AVI ", true),
            new Signature("audio/aiff", "FORM????AIFF", true),
            new Signature("application/gzip", "\u001f\u008b\b", true),
            new Signature("application/zip", "PK\u0003\u0004", true),
            new Signature("application/zip", "PK\u0005\u0006", true),
            new Signature("application/vnd.rar", "Rar!\u001a\u0007", true),
            new Signature("application/x-7z-compressed", "7z\u00bc\u00af\u0027\u001c", true),
            new Signature("application/x-xz", "\u00fd7zXZ\0", true),
            new Signature("application/zstd", "\u0028\u00b5\u002f\u00fd", true),
            new Signature("application/x-ole-storage", "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1", true),
            new Signature("application/wasm", "\0asm", true),
            new Signature("image/x-icon", "\0\0\u0001\0", true),
            new Signature("image/x-icon", "\0\0\u0002\0", true),
            new Signature("image/tiff", "II*\0", true),
            new Signature("image/tiff", "MM\0*", true),
            new Signature("video/webm", "\u001aE\u00df\u00a3", true),
            new Signature("image/avif", "????ftypavif", true),
            new Signature("image/heic", "????ftyphei", true),
            new Signature("video/mp4", "????ftyp", true),
            new Signature("application/ogg", "OggS\0", true),
            new Signature("audio/midi", "MThd\0\0\0\u0006", true),
            new Signature("audio/mpeg", "ID3", false),
            new Signature("audio/basic", ".snd", false),
            new Signature("image/bmp", "BM", false),
            new Signature("application/x-bzip2", "BZh", false),
            new Signature("font/woff", "wOFF", false),
            new Signature("font/woff2", "wOF2", false),
            new Signature("font/otf", "OTTO", false),
            new Signature("font/collection", "ttcf", false),
            new Signature("font/ttf", "\0\u0001\0\0", true));

    private BodyBytes() {}

    /**
     * The beginning of a format.
     *
     * @param start a character for each byte; a question mark stands for any
     * @param alone whether it is enough by itself
     */
    private record Signature(String type, String start, boolean alone) {
        boolean begins(String head) {
            if (head.length() < start.length()) {
                return false;
            }
            for (int i = 0; i < start.length(); i++) {
                if (start.charAt(i) != '?' && start.charAt(i) != head.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * The type of a body as it shows itself.
     *
     * @param named as the server says; null if it says nothing of use
     * @return what the server named, if the bytes do not contradict it
     */
    static String type(byte[] body, @Nullable String named) {
        String head = head(body);
        @Nullable String signed = signed(head);
        if (signed != null) {
            return signed;
        }
        if (named == null) {
            return unnamed(head);
        }
        if (named.equals(TEXT) && isBinary(head) && !isUtf16(head)) {
            return BINARY;
        }
        @Nullable String feed = named.equals(HTML) ? feed(head) : null;
        return feed == null ? named : feed;
    }

    /** Whether there are bytes that stand in no text. */
    static boolean isBinary(byte[] head) {
        return isBinary(head(head));
    }

    /** Whether it can hardly be anything but text: its bytes would come together by chance in no compressed data. */
    static boolean isMarkupOrUtf8(byte[] body) {
        String head = head(body);
        return !isBinary(head) && head.indexOf(ESCAPE) < 0 && (withoutMark(head).startsWith("<") || isUtf8(head));
    }

    private static String head(byte[] body) {
        return new String(body, 0, Math.min(body.length, HEAD_BYTES), StandardCharsets.ISO_8859_1);
    }

    private static @Nullable String signed(String head) {
        // Writers of pages put a mark or an empty line in front of what they pass on.
        String start = withoutMark(head);
        for (Signature signature : SIGNATURES) {
            if ((signature.begins(head) || signature.begins(start)) && (signature.alone() || isBinary(head))) {
                return signature.type();
            }
        }
        return null;
    }

    private static String unnamed(String head) {
        if (isUtf16(head) || HTML_BEGINNING.matcher(withoutMark(head)).lookingAt()) {
            return HTML;
        }
        return isBinary(head) ? BINARY : TEXT;
    }

    private static @Nullable String feed(String head) {
        var found = FEED.matcher(withoutMark(head));
        if (!found.find()) {
            return null;
        }
        return switch (found.group(1)) {
            case "feed" -> "application/atom+xml";
            default -> "application/rss+xml";
        };
    }

    private static String withoutMark(String head) {
        return (head.startsWith("\u00ef\u00bb\u00bf") ? head.substring(3) : head).stripLeading();
    }

    /** By its mark, or by the empty bytes of its markup. */
    private static boolean isUtf16(String head) {
        return head.startsWith("\u00fe\u00ff")
                || head.startsWith("\u00ff\u00fe")
                || head.startsWith("<\0")
                || head.startsWith("\0<");
    }

    private static boolean isBinary(String head) {
        return head.chars().anyMatch(BodyBytes::isBinary);
    }

    /** The binary data bytes of section 3. */
    private static boolean isBinary(int c) {
        return c <= 0x08 || c == 0x0b || (c >= 0x0e && c <= 0x1a) || (c >= 0x1c && c <= 0x1f);
    }

    /** As far as it goes: the last character may be cut. */
    private static boolean isUtf8(String head) {
        byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes), CharBuffer.allocate(bytes.length), false);
        return result.isUnderflow();
    }
}
