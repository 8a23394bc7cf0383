package dev.gleaner.consumer.command.file;

import dev.gleaner.scraper.ScraperMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Forms of single values; empty for what has another one. */
final class Forms {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern HOST = Pattern.compile(
            "(?:\\*\\.)?(?=.{1,253}(?::|$))[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::[0-9]{1,5})?");

    private Forms() {}

    static Optional<ScraperMode> mode(String text) {
        return switch (text) {
            case "article" -> Optional.of(ScraperMode.ARTICLE);
            case "run" -> Optional.of(ScraperMode.RUN);
            default -> Optional.empty();
        };
    }

    static Optional<String> host(String text) {
        return Optional.of(text.toLowerCase(Locale.ROOT))
                .filter(host -> HOST.matcher(host).matches());
    }

    static Optional<String> category(String text) {
        return Optional.of(text.strip()).filter(category -> !category.isEmpty() && category.length() <= 200);
    }

    static Optional<Integer> number(String text, int least, int most) {
        return Optional.of(text)
                .filter(digits -> NUMBER.matcher(digits).matches())
                .map(Integer::valueOf)
                .filter(number -> number >= least && number <= most);
    }
}
