package dev.gleaner.api.outputs;

import dev.gleaner.id.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes names of files that every usual file system takes, Windows' among them (Naming Files, Paths, and Namespaces), and that lead
 * nowhere else. What may not stand in a name is written as a percent sign and the hex digits of its bytes; so two values never become
 * the same name.
 */
final class SafeName {
    /** Bytes of one value; an address may be much longer. */
    private static final int LONGEST_VALUE = 100;

    /** Bytes of a name; file systems take 255. */
    private static final int LONGEST_NAME = 200;

    /** Hex digits that stand for what was cut off. */
    private static final int DIGITS = 16;

    private static final Pattern RESERVED = Pattern.compile(
            "(?i)(?:con|prn|aux|nul|com[0-9\u00B9\u00B2\u00B3]|lpt[0-9\u00B9\u00B2\u00B3]|conin\\$|conout\\$)(?:\\..*)?");

    private SafeName() {}

    /** A value as it may stand in a name. */
    static String ofValue(String value) {
        StringBuilder safe = new StringBuilder();
        for (byte one : value.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (one & 0xFF);
            if (letter < 0x80 && (Character.isLetterOrDigit(letter) || "-_.+".indexOf(letter) >= 0)) {
                safe.append(letter);
            } else {
                safe.append(hex(letter));
            }
        }
        String text = safe.toString();
        if (text.startsWith(".") || isReserved(text)) {
            text = hex(text.charAt(0)) + text.substring(1);
        }
        if (text.endsWith(".")) {
            text = text.substring(0, text.length() - 1) + hex('.');
        }
        return text.isEmpty() ? "%" : cut(text, LONGEST_VALUE);
    }

    /** A folder or a name made of values and of what stands between them. */
    static String ofSegment(String text, String extension) {
        String name = cut(text, LONGEST_NAME);
        if (isReserved(name) || name.startsWith(".")) {
            name = hex(name.charAt(0)) + name.substring(1);
        }
        if (extension.isEmpty() && (name.endsWith(".") || name.endsWith(" "))) {
            name = name.substring(0, name.length() - 1) + hex(name.charAt(name.length() - 1));
        }
        return name + extension;
    }

    /** Whether Windows takes it for a device, with any extension. */
    static boolean isReserved(String name) {
        return RESERVED.matcher(name).matches();
    }

    private static String cut(String text, int most) {
        if (text.getBytes(StandardCharsets.UTF_8).length <= most) {
            return text;
        }
        int end = 0;
        int bytes = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            bytes += Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > most - DIGITS - 1) {
                break;
            }
            end += Character.charCount(point);
        }
        return text.substring(0, end) + "~" + Fingerprint.of(text).substring(0, DIGITS);
    }

    private static String hex(char letter) {
        return "%%%02X".formatted((int) letter).toUpperCase(Locale.ROOT);
    }
}
