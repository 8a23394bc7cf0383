package dev.gleaner.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.client.JobProgress;
import dev.gleaner.client.JobStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void aTerminalLineIsDrawnOverAndLeftAtTheEnd() {
        ProgressBar bar = bar(true);
        bar.show(progress(JobStatus.IN_PROGRESS, 0, 0));
        bar.show(progress(JobStatus.IN_PROGRESS, 1, 0));
        bar.show(progress(JobStatus.COMPLETED, 2, 1));
        bar.end();
        assertThat(printed())
                .isEqualTo("\r[..............................]  0 of 3  (0 scraped, 0 failed)"
                        + "\r[##########....................]  1 of 3  (1 scraped, 0 failed)"
                        + "\r[##############################]  3 of 3  (2 scraped, 1 failed)\n");
    }

    @Test
    void elsewhereEveryChangeIsALine() {
        ProgressBar bar = bar(false);
        bar.show(progress(JobStatus.IN_PROGRESS, 1, 0));
        bar.show(progress(JobStatus.IN_PROGRESS, 1, 0));
        bar.show(progress(JobStatus.IN_PROGRESS, 2, 0));
        bar.end();
        assertThat(printed().lines()).hasSize(2).last().asString().contains("2 of 3");
    }

    @Test
    void aLongJobHasALineForEachTwentieth() {
        ProgressBar bar = bar(false);
        for (int done = 0; done <= 1000; done++) {
            JobStatus status = done == 1000 ? JobStatus.COMPLETED : JobStatus.IN_PROGRESS;
            bar.show(new JobProgress("job_1", status, done, 0, 1000, done, List.of()));
        }
        bar.end();
        assertThat(printed().lines()).hasSize(21).last().asString().contains("1000 of 1000");
    }

    private ProgressBar bar(boolean terminal) {
        return new ProgressBar(new PrintStream(out, true, StandardCharsets.UTF_8), terminal);
    }

    private static JobProgress progress(JobStatus status, int completed, int failed) {
        return new JobProgress("job_1", status, completed, failed, 3, 1, List.of());
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
