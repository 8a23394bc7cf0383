package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gleaner.client.Article;
import dev.gleaner.client.ArticleStatus;
import dev.gleaner.client.GleanerClient;
import dev.gleaner.client.GleanerException;
import dev.gleaner.client.Job;
import dev.gleaner.client.JobArticle;
import dev.gleaner.client.JobFilter;
import dev.gleaner.client.JobProgress;
import dev.gleaner.client.JobStatus;
import dev.gleaner.client.ProgressFeed;
import dev.gleaner.client.Result;
import dev.gleaner.client.ResultFormat;
import dev.gleaner.client.Results;
import dev.gleaner.client.Submission;
import dev.gleaner.client.SubmittedJob;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Java client speaks to a running API as that answers today. */
class ClientIT {
    private static final Duration LONG = Duration.ofSeconds(90);

    private final Fleet fleet = new Fleet();

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    @Timeout(180)
    void aJobIsSubmittedWatchedReadRetriedAndRemoved() throws Exception {
        String base = fleet.startPair().base();
        String done = fleet.site.url("/done/1");
        String gone = fleet.site.url("/missing/1");
        Submission submission = Submission.builder()
                .article(new Submission.Article(done, "Local", "test", 2))
                .url(gone)
                .name("by the client")
                .tag("client")
                .idempotencyKey("client-1")
                .build();
        try (GleanerClient client = GleanerClient.at(URI.create(base))) {
            assertThat(client.health().up()).isTrue();
            assertThat(client.preview(submission).accepted()).isTrue();

            SubmittedJob submitted = client.submit(submission);
            String job = submitted.jobId();
            assertThat(submitted.replayed()).isFalse();
            SubmittedJob again = client.submit(submission);
            assertThat(again.jobId()).isEqualTo(job);
            assertThat(again.replayed()).isTrue();

            assertThat(client.awaitEnd(job, LONG))
                    .returns(JobStatus.COMPLETED, JobProgress::status)
                    .returns(1, JobProgress::completed)
                    .returns(1, JobProgress::failed);
            try (ProgressFeed feed = client.watch(job)) {
                JobProgress heard = feed.next();
                assertThat(heard.jobId()).isEqualTo(job);
                assertThat(heard.ended()).isTrue();
            }

            assertThat(client.status(job).pending()).isZero();
            assertThat(client.jobs(JobFilter.all().name("by the client").tags(List.of("client"))))
                    .extracting(Job::jobId)
                    .containsExactly(job);
            assertThat(client.articles(job, ArticleStatus.FAILED, null, 10).articles())
                    .extracting(JobArticle::url)
                    .containsExactly(gone);
            readResults(client, job, done, gone);

            assertThat(client.retry(job).run()).isEqualTo(2);
            assertThat(client.awaitEnd(job, LONG).failed()).isEqualTo(1);
            client.purge(job);
            assertThatThrownBy(() -> client.status(job))
                    .isInstanceOfSatisfying(
                            GleanerException.Refused.class,
                            refused -> assertThat(refused.problem().fields()).containsEntry("job_id", job));
        }
    }

    private static void readResults(GleanerClient client, String job, String done, String gone) throws Exception {
        try (Stream<Result> results = client.results(job)) {
            assertThat(results.toList())
                    .satisfiesExactly(
                            scraped -> assertThat(scraped)
                                    .isInstanceOf(Result.Scraped.class)
                                    .returns(done, Result::url),
                            failed -> assertThat(failed)
                                    .isInstanceOf(Result.Failed.class)
                                    .returns(gone, Result::url));
        }
        Results first = client.results(job, null, 1);
        assertThat(first.results()).extracting(Result.Scraped::url).containsExactly(done);
        assertThat(client.results(job, first.nextCursor(), 1).failedArticles())
                .extracting(Result.Failed::url)
                .containsExactly(gone);
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        client.download(job, ResultFormat.CSV, csv);
        assertThat(csv.toString(StandardCharsets.UTF_8)).contains(done, gone);

        Article article = client.articleByUrl(done).orElseThrow();
        assertThat(article.status()).isEqualTo(ArticleStatus.SCRAPED);
        assertThat(client.article(article.articleId())).contains(article);
        assertThat(client.article("art_000000000000")).isEmpty();
    }
}
