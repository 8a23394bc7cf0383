package dev.gleaner.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.client.JobProgress;
import dev.gleaner.client.JobStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);

    @Test
    void aTableIsCutToTheWidthOfTheScreenAtItsWidestColumn() {
        new Table("A", "#N", "URL")
                .row("x", "1", "https://example.org/a/very/long/address/of/an/article")
                .row("", "22", "a\nb")
                .print(screen(40, false), "none");
        assertThat(printed()).isEqualTo("A   N  URL\nx   1  https://example.org/a/very/long/…\n-  22  a b\n");
    }

    @Test
    void coloursAreForTerminalsAndNeverAlone() {
        new Table("STATUS", "X").row("FAILED", "1").print(screen(80, true), "none");
        assertThat(printed()).contains("\u001B[31mFAILED\u001B[0m  1");
        assertThat(screen(80, true).withColor("never").color()).isFalse();
        assertThat(screen(80, false).withColor("always").color()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0,0s", "59,59s", "65,1m 05s", "3600,1h 00m", "90000,1d 1h"})
    void spansHaveTwoUnits(long seconds, String words) {
        assertThat(Words.span(seconds)).isEqualTo(words);
        Instant now = Instant.EPOCH;
        assertThat(Words.relative(now.minusSeconds(seconds), now)).isEqualTo(seconds == 0 ? "now" : words + " ago");
        assertThat(Words.relative(now.plusSeconds(seconds), now)).isEqualTo(seconds == 0 ? "now" : "in " + words);
    }

    @Test
    void aBarTellsHowFastItGoesHowLongItTakesAndWhenNobodyAnswers() {
        AtomicLong nanos = new AtomicLong();
        ProgressBar bar = new ProgressBar(stream, true, nanos::get);
        bar.show(progress(0));
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        bar.show(progress(20));
        assertThat(lastDrawn()).endsWith("20 of 100  (20 scraped, 0 failed)  10/s  ETA 8s");
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        bar.tick();
        assertThat(lastDrawn()).contains("5.0/s  ETA 16s");
        bar.away(Duration.ofSeconds(5));
        assertThat(lastDrawn()).endsWith("no answer for 5s, trying again");
        bar.above("SCRAPED  art_1");
        assertThat(printed()).contains("\rSCRAPED  art_1");
    }

    @Test
    void aRateIsThatOfTheLastMinute() {
        AtomicLong nanos = new AtomicLong();
        Rate rate = new Rate(nanos::get);
        assertThat(rate.perSecond()).isNull();
        for (int second = 0; second <= 200; second++) {
            rate.at(second <= 100 ? second : 100 + (second - 100) * 2L);
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        assertThat(rate.perSecond()).isBetween(1.9, 2.1);
        assertThat(rate.secondsFor(100)).isBetween(48L, 53L);
    }

    private static JobProgress progress(int done) {
        return new JobProgress("job_1", JobStatus.IN_PROGRESS, done, 0, 100, done, List.of());
    }

    private Screen screen(int width, boolean color) {
        return new Screen(stream, stream, true, true, width, color);
    }

    private String lastDrawn() {
        String all = printed();
        return all.substring(all.lastIndexOf('\r') + 1).stripTrailing();
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
