package dev.gleaner.standalone.demo;

import java.io.PrintStream;
import java.util.List;

/** The results of a job as people like to read them. */
final class ResultsTable {

    private static final int TITLE = 50;
    private static final int SOURCE = 20;
    private static final String ROW = "%-" + TITLE + "s  %-" + SOURCE + "s  %5s  %s";

    private ResultsTable() {}

    static void print(List<DemoResult> results, PrintStream out) {
        out.println();
        out.println(ROW.formatted("TITLE", "SOURCE", "WORDS", "STATUS"));
        for (DemoResult result : results) {
            if (result.scraped()) {
                out.println(ROW.formatted(
                        cut(result.title(), TITLE),
                        cut(result.article().source(), SOURCE),
                        result.words(),
                        result.cached() ? "cached" : "scraped"));
            }
        }
        for (DemoResult result : results) {
            if (!result.scraped()) {
                out.println(ROW.formatted(
                        cut(result.article().path(), TITLE),
                        cut(result.article().source(), SOURCE),
                        "-",
                        "failed: " + result.error()));
            }
        }
        out.println();
    }

    private static String cut(String text, int width) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= width ? line : line.substring(0, width - 3) + "...";
    }
}
