package dev.gleaner.api.results;

import dev.gleaner.article.ArticleStatus;
import dev.gleaner.job.Item;
import dev.gleaner.job.Job;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;

/**
 * A table of RFC 4180 with every cell in quotes. What a spreadsheet would take for the start of a formula gets an apostrophe
 * before it, as OWASP advises (CSV Injection): what stands in a stranger's page must not run on the reader's machine. A
 * reader may be told to part cells elsewhere than at commas, so what follows a separator within a cell counts as a start
 * too.
 */
final class Csv implements ResultsForm {
    private static final String OPERATORS = "=+\\-@\uFF1D\uFF0B\uFF0D\uFF20";

    /** The white space is skipped by what reads the cell; behind a separator it is a separator itself. */
    private static final Pattern FORMULA_START =
            Pattern.compile("\\A(?=[\t\r\n%1$s])|(?<=[,;|\t\r\n\"])(?=[%1$s])".formatted(OPERATORS));

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setQuoteMode(QuoteMode.ALL)
            .setHeader(
                    "article_id",
                    "url",
                    "source",
                    "category",
                    "status",
                    "title",
                    "content",
                    "scraped_at",
                    "cached",
                    "error_code",
                    "error",
                    "attempted_at",
                    "authors",
                    "published_at",
                    "language",
                    "canonical_url",
                    "final_url",
                    "word_count",
                    "data")
            .get();

    /** Between the authors in their one cell. */
    private static final String AND = "; ";

    @Override
    public Lines begin(Job job, @Nullable String nextCursor, OutputStream out) {
        try {
            CSVPrinter printer =
                    new CSVPrinter(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)), FORMAT);
            return new Table(printer);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private record Table(CSVPrinter printer) implements Lines {
        @Override
        public void add(Row row) {
            try {
                Item item = row.item();
                switch (row) {
                    case Row.Scraped scraped ->
                        printer.printRecord(
                                item.articleId(),
                                harmless(item.url()),
                                harmless(item.source()),
                                harmless(item.category()),
                                ArticleStatus.SCRAPED,
                                harmless(scraped.title()),
                                harmless(scraped.content()),
                                scraped.scrapedAt(),
                                item.cached(),
                                null,
                                null,
                                null,
                                harmless(String.join(AND, scraped.authors())),
                                scraped.publishedAt(),
                                harmless(scraped.language()),
                                harmless(scraped.canonicalUrl()),
                                harmless(scraped.finalUrl()),
                                scraped.wordCount(),
                                harmlessJson(scraped.data()));
                    case Row.Missed missed ->
                        printer.printRecord(
                                item.articleId(),
                                harmless(item.url()),
                                harmless(item.source()),
                                harmless(item.category()),
                                ArticleStatus.FAILED,
                                null,
                                null,
                                null,
                                item.cached(),
                                missed.failure().code().code(),
                                harmless(missed.failure().error()),
                                missed.failure().at(),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null);
                }
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }

        @Override
        public void end() {
            try {
                printer.flush();
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }

    static @Nullable String harmless(@Nullable String cell) {
        return cell == null ? null : FORMULA_START.matcher(cell).replaceAll("'");
    }

    /** The same of a JSON text, which stays one: in a string the sign is escaped, and a number gets a space before it. */
    static @Nullable String harmlessJson(@Nullable String cell) {
        if (cell == null) {
            return null;
        }
        StringBuilder json = new StringBuilder();
        boolean inString = false;
        int from = 0;
        Matcher start = FORMULA_START.matcher(cell);
        while (start.find()) {
            inString = endsInString(cell, from, start.start(), inString);
            json.append(cell, from, start.start());
            from = start.start();
            if (inString) {
                json.append("\\u%04x".formatted((int) cell.charAt(from++)));
            } else {
                json.append(' ');
            }
        }
        return json.append(cell, from, cell.length()).toString();
    }

    private static boolean endsInString(String json, int from, int to, boolean inString) {
        boolean in = inString;
        for (int i = from; i < to; i++) {
            char c = json.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                in = !in;
            }
        }
        return in;
    }
}
