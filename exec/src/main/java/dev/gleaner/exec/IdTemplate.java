package dev.gleaner.exec;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ids of jobs with places that are filled when a job is made. Times are in UTC: {@code {date}} is 2026-11-30, {@code {time}} 181500,
 * {@code {timestamp}} 20261130T181500Z, {@code {unix}} the seconds since 1970, {@code {random}} six hexadecimal digits, {@code
 * {name}} the name of the program, {@code {user}} that of the user.
 */
public final class IdTemplate {
    /** What an id may hold in braces. */
    public static final List<String> PLACES = List.of("date", "time", "timestamp", "unix", "random", "name", "user");

    private static final String USUAL = "{name}-{timestamp}-{random}";
    private static final int LONGEST = 128;
    private static final int LONGEST_NAME = 60;

    private IdTemplate() {}

    /** The id that a template stands for now. */
    static String fill(@Nullable String template, String program, Instant now) {
        String text = template == null ? USUAL : template;
        StringBuilder id = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf('{', at);
            int close = open < 0 ? -1 : text.indexOf('}', open);
            if (close < 0) {
                break;
            }
            id.append(text, at, open).append(value(text.substring(open + 1, close), program, now));
            at = close + 1;
        }
        return checked(id.append(text, at, text.length()).toString());
    }

    /** @throws CommandsException.Invalid if no job can have this id */
    static String checked(String id) {
        boolean right = !id.isEmpty() && id.length() <= LONGEST && isPlain(id.charAt(0));
        for (int i = 1; right && i < id.length(); i++) {
            right = isPlain(id.charAt(i)) || "._-@+=:,".indexOf(id.charAt(i)) >= 0;
        }
        if (!right) {
            throw new CommandsException.Invalid(
                    ("no job can have the id %s: it has 1 to %d letters (a-z, A-Z), digits and"
                                    + " . _ - @ + = : , and begins with a letter or a digit")
                            .formatted(id, LONGEST));
        }
        return id;
    }

    private static boolean isPlain(char letter) {
        return letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z' || letter >= '0' && letter <= '9';
    }

    private static String value(String place, String program, Instant now) {
        ZonedDateTime utc = now.atZone(ZoneOffset.UTC);
        return switch (place) {
            case "date" -> utc.toLocalDate().toString();
            case "time" -> time(utc);
            case "timestamp" -> utc.toLocalDate().toString().replace("-", "") + "T" + time(utc) + "Z";
            case "unix" -> Long.toString(now.getEpochSecond());
            case "random" -> Distinct.shortWord();
            case "name" -> plain(Path.of(program).getFileName());
            case "user" -> plain(System.getProperty("user.name"));
            default ->
                throw new CommandsException.Invalid(
                        "an id cannot hold {%s}; it can hold {%s}".formatted(place, String.join("}, {", PLACES)));
        };
    }

    private static String time(ZonedDateTime utc) {
        return Integer.toString(1_000_000 + utc.getHour() * 10_000 + utc.getMinute() * 100 + utc.getSecond())
                .substring(1);
    }

    /** With an x for each letter that an id cannot hold. */
    private static String plain(@Nullable Object name) {
        StringBuilder plain = new StringBuilder();
        for (char letter : String.valueOf(name).toCharArray()) {
            plain.append(isPlain(letter) || letter == '-' || letter == '_' || letter == '.' ? letter : 'x');
        }
        if (plain.isEmpty() || !isPlain(plain.charAt(0))) {
            plain.insert(0, 'x');
        }
        return plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
    }
}
