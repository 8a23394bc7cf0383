package dev.gleaner.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void aTerminalLineIsDrawnOverAndLeftAtTheEnd() {
        ProgressBar bar = bar(true);
        bar.show(new JobCounts("IN_PROGRESS", 0, 0, 3));
        bar.show(new JobCounts("IN_PROGRESS", 1, 0, 3));
        bar.show(new JobCounts("COMPLETED", 2, 1, 3));
        bar.end();
        assertThat(printed())
                .isEqualTo("\r[..............................]  0 of 3  (0 scraped, 0 failed)"
                        + "\r[##########....................]  1 of 3  (1 scraped, 0 failed)"
                        + "\r[##############################]  3 of 3  (2 scraped, 1 failed)\n");
    }

    @Test
    void elsewhereEveryChangeIsALineAndOldNewsAreNone() {
        ProgressBar bar = bar(false);
        bar.show(new JobCounts("IN_PROGRESS", 1, 0, 3));
        bar.show(new JobCounts("IN_PROGRESS", 1, 0, 3));
        bar.show(new JobCounts("IN_PROGRESS", 2, 0, 3));
        bar.show(new JobCounts("IN_PROGRESS", 1, 0, 3));
        bar.end();
        assertThat(printed().lines()).hasSize(2).last().asString().contains("2 of 3");
    }

    private ProgressBar bar(boolean terminal) {
        return new ProgressBar(new PrintStream(out, true, StandardCharsets.UTF_8), terminal);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
