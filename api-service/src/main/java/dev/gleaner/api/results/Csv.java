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
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * A table of RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe before it, as OWASP advises
 * (CSV Injection): what stands in a stranger's page must not run on the reader's machine.
 */
final class Csv implements ResultsForm {
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
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
                    "attempted_at")
            .get();

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
                                null);
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
                                missed.failure().at());
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
        return cell == null || cell.isEmpty() || FORMULA_STARTS.indexOf(cell.charAt(0)) < 0 ? cell : "'" + cell;
    }
}
