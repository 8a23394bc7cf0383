package dev.gleaner.extract.body;

import dev.gleaner.extract.page.DomIndex;
import dev.gleaner.extract.page.ParsedPage;
import dev.gleaner.extract.page.ReadingGuard;
import java.util.BitSet;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body from a script. Pages that are built in the browser often carry their article in a script, as HTML within a string. Nothing of
 * the script is run: what stands in it between the first and the last paragraph is read as HTML.
 */
final class ScriptBody {
    private static final int MIN_CHARS = 300;
    private static final int MAX_CHARS = 4 * 1_024 * 1_024;

    /** A string within a string is escaped twice. */
    private static final int MAX_ESCAPES = 2;

    private ScriptBody() {}

    /** The text of the script that holds the longest HTML; empty if none holds any. */
    static Body of(ParsedPage page, BodyHints hints) {
        ReadingGuard guard = page.index().guard();
        @Nullable String longest = null;
        for (Element script : page.document().getElementsByTag("script")) {
            guard.check();
            @Nullable String html = html(script.data());
            if (html != null && (longest == null || html.length() > longest.length())) {
                longest = html;
            }
        }
        if (longest == null) {
            return Body.of(List.of());
        }
        DomIndex index = ParsedPage.ofFragment(longest, guard).index();
        BitSet boilerplate = Boilerplate.in(index);
        return Body.of(BodyFinder.allParagraphs(index, boilerplate, hints), index, boilerplate);
    }

    private static @Nullable String html(String script) {
        if (script.length() < MIN_CHARS || script.length() > MAX_CHARS) {
            return null;
        }
        String text = script;
        for (int escapes = 0; escapes < MAX_ESCAPES && text.indexOf('\\') >= 0; escapes++) {
            text = unescaped(text);
            int first = text.indexOf("<p");
            int last = text.lastIndexOf("</p>");
            if (first >= 0 && last - first >= MIN_CHARS) {
                return text.substring(first, last);
            }
        }
        return null;
    }

    /** As in a string of JavaScript or JSON; anything else stays. */
    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                plain.append(c);
                continue;
            }
            char escape = text.charAt(++i);
            switch (escape) {
                case 'n', 'r', 't' -> plain.append(' ');
                case 'u' -> {
                    int code = i + 4 < text.length() ? code(text, i + 1) : -1;
                    if (code < 0) {
                        plain.append('u');
                    } else {
                        plain.append((char) code);
                        i += 4;
                    }
                }
                default -> plain.append(escape);
            }
        }
        return plain.toString();
    }

    /** The value of four hexadecimal digits, or -1. */
    private static int code(String text, int from) {
        int code = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            code = code * 16 + digit;
        }
        return code;
    }
}
