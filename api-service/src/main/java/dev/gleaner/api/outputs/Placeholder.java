package dev.gleaner.api.outputs;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What stands in a name for something that differs from file to file. */
enum Placeholder {
    SCHEDULE(false),
    JOB_ID(true),
    RUN(true),
    HOST(true),
    DATE(true),
    TIME(true),
    TIMESTAMP(true),
    ARTICLE_ID(true);

    private final boolean ofTheRun;

    Placeholder(boolean ofTheRun) {
        this.ofTheRun = ofTheRun;
    }

    /** Whether it is another one in another run. */
    boolean isOfTheRun() {
        return ofTheRun;
    }

    String text() {
        return "{" + name().toLowerCase(Locale.ROOT) + "}";
    }

    static Optional<Placeholder> of(String text) {
        return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
    }

    static String all() {
        return Arrays.stream(values()).map(Placeholder::text).collect(Collectors.joining(" "));
    }
}
