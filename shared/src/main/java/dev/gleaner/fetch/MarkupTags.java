package dev.gleaner.fetch;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One walk over the tags of a page, in time that grows with its length alone, whatever stands in it. No parser: it builds
 * nothing, so that it may look at any page that comes in.
 */
final class MarkupTags {
    private static final Pattern ENTITY =
            Pattern.compile("&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|quot|apos|lt|gt));?");
    private static final Map<String, String> NAMED =
            Map.of("amp", "&", "quot", "\"", "apos", "'", "lt", "<", "gt", ">");

    private final String page;
    private int at;

    /** What is met, in the order of the page. */
    interface Visitor {
        /** A tag that opens an element. */
        void opened(String name, Tag tag);

        /** A tag that closes one. */
        void closed(String name);

        /** A piece of text between tags, and not in an element whose contents are no markup. */
        void text(int start, int end);

        /** Whether the rest is of no interest. */
        boolean hasSeenEnough();
    }

    /** The attributes of a tag, read when they are asked for. */
    record Tag(String page, int start, int end) {
        /** By their names in lower case, their entities resolved; of two of a name the first counts. */
        Map<String, String> attributes() {
            Map<String, String> attributes = new HashMap<>();
            int at = start;
            while (at < end) {
                int name = at;
                while (at < end && !isSpace(page.charAt(at)) && page.charAt(at) != '=' && page.charAt(at) != '/') {
                    at++;
                }
                String key = page.substring(name, at).toLowerCase(Locale.ROOT);
                int value = skipSpace(at);
                if (value < end && page.charAt(value) == '=') {
                    value = skipSpace(value + 1);
                    at = valueEnd(value);
                    attributes.putIfAbsent(key, unquoted(page.substring(value, at)));
                } else {
                    at = Math.max(value, at + 1);
                }
            }
            return attributes;
        }

        private int skipSpace(int from) {
            int at = from;
            while (at < end && isSpace(page.charAt(at))) {
                at++;
            }
            return at;
        }

        private int valueEnd(int from) {
            if (from < end && (page.charAt(from) == '"' || page.charAt(from) == '\'')) {
                int close = page.indexOf(page.charAt(from), from + 1);
                return close < 0 || close >= end ? end : close + 1;
            }
            int at = from;
            while (at < end && !isSpace(page.charAt(at))) {
                at++;
            }
            return at;
        }

        private static String unquoted(String value) {
            boolean quoted = value.length() > 1 && (value.charAt(0) == '"' || value.charAt(0) == '\'');
            Matcher entity = ENTITY.matcher(quoted ? value.substring(1, value.length() - 1) : value);
            return entity.replaceAll(found -> Matcher.quoteReplacement(
                    found.group(3) != null
                            ? NAMED.get(found.group(3))
                            : character(
                                    found.group(1) != null
                                            ? Integer.parseInt(found.group(1))
                                            : Integer.parseInt(found.group(2), 16))));
        }

        /** The page is read a byte at a time, and so is a character of it that is not ASCII. */
        private static String character(int code) {
            return code < 0x80 ? Character.toString(code) : "";
        }
    }

    /** @param page a character for each byte */
    MarkupTags(String page) {
        this.page = page;
    }

    void walk(Visitor visitor) {
        while (at < page.length() && !visitor.hasSeenEnough()) {
            int open = page.indexOf('<', at);
            if (open < 0) {
                visitor.text(at, page.length());
                return;
            }
            visitor.text(at, open);
            at = open;
            tag(visitor);
        }
    }

    private void tag(Visitor visitor) {
        char next = at + 1 < page.length() ? page.charAt(at + 1) : ' ';
        if (page.startsWith("<!--", at)) {
            at = behind("-->", at + 4);
        } else if (next == '!' || next == '?') {
            at = behind(">", at);
        } else if (next == '/') {
            int end = behind(">", at);
            visitor.closed(nameAt(at + 2));
            at = end;
        } else if (isLetter(next)) {
            String name = nameAt(at + 1);
            int start = at + 1 + name.length();
            int end = tagEnd(start);
            at = Math.min(end + 1, page.length());
            if (end < page.length()) { // one that is cut off is none
                visitor.opened(name, new Tag(page, start, end));
                at = isRaw(name) ? closing(name) : at;
            }
        } else {
            visitor.text(at, at + 1);
            at++;
        }
    }

    /** Elements whose contents are no markup. */
    private static boolean isRaw(String name) {
        return switch (name) {
            case "script", "style", "title", "textarea", "iframe", "noembed", "noframes", "xmp" -> true;
            default -> false;
        };
    }

    private int closing(String name) {
        for (int close = page.indexOf("</", at); close >= 0; close = page.indexOf("</", close + 2)) {
            if (page.regionMatches(true, close + 2, name, 0, name.length())) {
                return close;
            }
        }
        return page.length();
    }

    private int behind(String end, int from) {
        int found = page.indexOf(end, from);
        return found < 0 ? page.length() : found + end.length();
    }

    /** Where the tag is closed; the end of the page if it is not. */
    private int tagEnd(int from) {
        char quote = 0;
        for (int i = from; i < page.length(); i++) {
            char c = page.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '>') {
                return i;
            } else if ((c == '"' || c == '\'') && isValueStart(i)) {
                quote = c;
            }
        }
        return page.length();
    }

    /** A quotation mark quotes behind an equals sign only. */
    private boolean isValueStart(int quote) {
        int before = quote - 1;
        while (before > at && isSpace(page.charAt(before))) {
            before--;
        }
        return page.charAt(before) == '=';
    }

    private String nameAt(int from) {
        int end = from;
        while (end < page.length()
                && !isSpace(page.charAt(end))
                && page.charAt(end) != '>'
                && page.charAt(end) != '/') {
            end++;
        }
        return page.substring(from, end).toLowerCase(Locale.ROOT);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
    }
}
