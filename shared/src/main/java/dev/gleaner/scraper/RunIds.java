package dev.gleaner.scraper;

import dev.gleaner.id.Ids;

/** Ids of the runs of scrapers that find their articles by themselves: they stand where ids of articles do, for a run is a task. */
public final class RunIds {
    private static final String PREFIX = "run_";

    private RunIds() {}

    /** {@code run_} and 16 hex digits. */
    public static String fresh() {
        return PREFIX + Ids.token();
    }

    public static boolean isRun(String articleId) {
        return articleId.startsWith(PREFIX);
    }
}
