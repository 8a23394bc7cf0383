package dev.gleaner.scraper;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one value of a param or a setting must be to reach a command unchanged. */
public final class ParamValue {
    /** Characters of one value. */
    public static final int LONGEST = 4_096;

    /** Characters of a pattern. */
    public static final int LONGEST_PATTERN = 1_000;

    /** A number as JSON writes it (RFC 8259, section 6), at most so long. */
    private static final java.util.regex.Pattern NUMBER =
            java.util.regex.Pattern.compile("-?(?:0|[1-9][0-9]{0,99})(?:\\.[0-9]{1,100})?(?:[eE][+-]?[0-9]{1,4})?");

    private ParamValue() {}

    /** What is wrong with a value, if anything is; the value itself is not in it. */
    public static Optional<String> fault(ParamSpec param, String value) {
        return Optional.ofNullable(reason(param, value));
    }

    /** The same of a setting, whose value is a text in one line. */
    static Optional<String> settingFault(String value) {
        String reason = text(value);
        return Optional.ofNullable(
                reason == null && value.chars().anyMatch(Character::isISOControl)
                        ? "must have no control characters"
                        : reason);
    }

    /** Why a pattern is none that values can be held against; empty if it is one. */
    public static Optional<String> patternFault(String pattern) {
        if (pattern.length() > LONGEST_PATTERN) {
            return Optional.of("must have at most %d characters".formatted(LONGEST_PATTERN));
        }
        try {
            compile(pattern);
            return Optional.empty();
        } catch (PatternSyntaxException broken) {
            return Optional.of("is no regular expression as RE2 reads it: " + broken.getDescription());
        }
    }

    private static @Nullable String reason(ParamSpec param, String value) {
        String text = text(value);
        if (text != null) {
            return text;
        }
        switch (param.type()) {
            case NUMBER -> {
                if (!NUMBER.matcher(value).matches()) {
                    return "must be a number";
                }
            }
            case FLAG -> {
                if (!value.equals("true") && !value.equals("false")) {
                    return "must be true or false";
                }
            }
            case TEXT, LIST, SECRET -> {}
        }
        if (value.startsWith("-") && !param.dash()) {
            return "must not begin with -, which would make an option of it";
        }
        String pattern = param.pattern();
        return pattern == null || matches(pattern, value) ? null : "must match " + pattern;
    }

    private static @Nullable String text(String value) {
        if (value.length() > LONGEST) {
            return "must have at most %d characters".formatted(LONGEST);
        }
        if (value.indexOf('\0') >= 0) {
            return "must have no NUL, where an argument ends";
        }
        // Half of a pair has no form in UTF-8: the command would see another character.
        return value.codePoints()
                        .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
                ? "must be Unicode text"
                : null;
    }

    /** By automata: nobody's value can make a careless pattern take longer than it is long. */
    private static boolean matches(String pattern, String value) {
        try {
            return compile(pattern).matcher(value).matches();
        } catch (PatternSyntaxException broken) {
            // Only a consumer of another version could have told it.
            return false;
        }
    }

    private static Pattern compile(String pattern) {
        return Pattern.compile(pattern);
    }
}
