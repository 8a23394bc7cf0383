package dev.gleaner.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTableTest {

    @Test
    void columnsStandUnderTheirHeadsAndFailuresComeLast() {
        DemoResult failed = new DemoResult(article("/gone"), "", 0, false, "404 Not Found", null);
        DemoResult scraped = new DemoResult(article("/a"), "A title", 1234, false, null, null);
        DemoResult cached = new DemoResult(article("/b"), "B ".repeat(60), 7, true, null, null);

        assertThat(table(failed, scraped, cached)).isEqualTo("""

                TITLE                                               SOURCE                WORDS  STATUS
                A title                                             A source               1234  scraped
                B B B B B B B B B B B B B B B B B B B B B B B B...  A source                  7  cached
                /gone                                               A source                  -  failed: 404 Not Found

                """);
    }

    private static DemoArticle article(String path) {
        return new DemoArticle(path, "A source", "news", 5, new DemoArticle.Scraped("A title"));
    }

    private static String table(DemoResult... results) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultsTable.print(List.of(results), new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
