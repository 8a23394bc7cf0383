package dev.gleaner.api.results;

import dev.gleaner.article.Articles;
import dev.gleaner.job.Item;
import dev.gleaner.job.Items;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.OutputOrder;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Writes results for others, in the forms that the API answers them in. */
@Component
public final class ResultsExport {
    private final ResultRows rows;

    public ResultsExport(Items items, Articles articles) {
        this.rows = new ResultRows(items, articles);
    }

    /**
     * Writes what has ended of some articles of a job, read a few at a time. The stream is flushed and stays open.
     *
     * @param one whether there is but one article, so that it needs nothing around it
     * @param items any of the job, in the order in which they are written
     * @return how many have a text
     */
    public int write(
            Jobs.Detail detail, OutputOrder.Format format, boolean one, Stream<List<Item>> items, OutputStream out) {
        ResultsForm.Lines lines = form(format, one).begin(detail.job(), null, out);
        int[] articles = {0};
        ResultRows.Reading reading = rows.reading(detail);
        items.forEachOrdered(some -> reading.each(some, row -> {
            articles[0] += row instanceof Row.Scraped ? 1 : 0;
            lines.add(row);
        }));
        lines.end();
        return articles[0];
    }

    private static ResultsForm form(OutputOrder.Format format, boolean one) {
        return switch (format) {
            case JSON -> one ? new Ndjson() : Format.JSON.form();
            case NDJSON -> Format.NDJSON.form();
            case CSV -> Format.CSV.form();
            case MARKDOWN -> Format.MARKDOWN.form();
        };
    }
}
