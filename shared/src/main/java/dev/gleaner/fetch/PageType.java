package dev.gleaner.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of the form of its page.
 *
 * @param type without parameters, in lower case; null if it was not named, or so that it means nothing
 * @param charset as named
 */
record PageType(@Nullable String type, @Nullable String charset) {
    private static final PageType NONE = new PageType(null, null);

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}";
    private static final Pattern ESSENCE = Pattern.compile("(" + TOKEN + "/" + TOKEN + ")\\s*(?=;|$)");
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*[\"']?([A-Za-z0-9_.:+-]{1,40})");

    /** Types that say nothing (MIME Sniffing Standard, section 7). */
    private static final Set<String> NOTHING = Set.of("*/*", "unknown/unknown", "application/unknown");

    /**
     * What all headers of the name say together: the last that can be read counts, and a charset stays with its type even if
     * that is named again without it (Fetch Standard, section 2.2.3).
     */
    static PageType of(List<String> headers) {
        PageType read = NONE;
        for (String value : values(headers)) {
            Matcher essence = ESSENCE.matcher(value);
            if (!essence.lookingAt()) {
                continue;
            }
            String type = essence.group(1).toLowerCase(Locale.ROOT);
            if (!NOTHING.contains(type)) {
                Matcher charset = CHARSET.matcher(value);
                @Nullable String kept = type.equals(read.type()) ? read.charset() : null;
                read = new PageType(type, charset.find() ? charset.group(1) : kept);
            }
        }
        return read;
    }

    /** The parts between commas; those in quotes part nothing. */
    private static List<String> values(List<String> headers) {
        List<String> values = new ArrayList<>();
        for (String header : headers) {
            int start = 0;
            boolean quoted = false;
            for (int i = 0; i < header.length(); i++) {
                char c = header.charAt(i);
                if (c == '\\' && quoted) {
                    i++;
                } else if (c == '"') {
                    quoted = !quoted;
                } else if (c == ',' && !quoted) {
                    values.add(header.substring(start, i).strip());
                    start = i + 1;
                }
            }
            values.add(header.substring(start).strip());
        }
        return values;
    }
}
