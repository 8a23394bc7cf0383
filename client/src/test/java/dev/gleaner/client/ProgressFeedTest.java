package dev.gleaner.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProgressFeedTest {

    private static final String STATUS = "GET /jobs/job_1/status";
    private static final String SNAPSHOT = update("snapshot", "job_1", "IN_PROGRESS", 0, 1);
    private static final String HALF = update("job_update", "job_1", "IN_PROGRESS", 1, 3);
    private static final String END = update("job_update", "job_1", "COMPLETED", 3, 5);

    private FakeServer server;
    private GleanerClient client;

    @BeforeEach
    void start() throws Exception {
        server = new FakeServer();
        client = GleanerClient.builder(server.address())
                .silence(Duration.ofSeconds(1))
                .build();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    @Test
    void whatIsPushedIsTheNewsAndEverythingElseIsPassedOver() throws Exception {
        server.says(SNAPSHOT, "{\"type\":\"heartbeat\"}", "not json", "{\"type\":\"new kind\"}", HALF, END);
        try (ProgressFeed feed = client.watch("job_1")) {
            assertThat(untilTheEnd(feed))
                    .containsExactly(
                            progress("job_1", JobStatus.IN_PROGRESS, 0, 1),
                            progress("job_1", JobStatus.IN_PROGRESS, 1, 3),
                            progress("job_1", JobStatus.COMPLETED, 3, 5));
        }
        assertThat(server.asked(STATUS)).isZero();
    }

    @Test
    void aMessageInPiecesIsPutTogether() throws Exception {
        server.saysInPieces(END);
        try (ProgressFeed feed = client.watch("job_1")) {
            assertThat(untilTheEnd(feed)).containsExactly(progress("job_1", JobStatus.COMPLETED, 3, 5));
        }
    }

    @Test
    void theArticlesThatEndedAreTold() throws Exception {
        server.says(
                END.replace(
                        "}",
                        ",\"updates\":[{\"article_id\":\"art_1\",\"article_status\":\"FAILED\",\"error_code\":\"http_error\",\"revision\":4}]}"));
        try (ProgressFeed feed = client.watch("job_1")) {
            assertThat(feed.next().updates())
                    .containsExactly(new ArticleUpdate("art_1", ArticleStatus.FAILED, "http_error", 4));
        }
    }

    @Test
    void articlesThatEndedWhileThereWasNoConnectionFollow() throws Exception {
        server.on(STATUS, 503, "");
        server.saysAndBreaks(SNAPSHOT.replace("}", ",\"id\":\"job_1:1:0\"}"));
        server.says(
                END.replace("job_update", "snapshot").replace("}", ",\"id\":\"job_1:1:0\"}"),
                END.replace("}", ",\"id\":\"job_1:1:1\",\"updates\":[{\"article_id\":\"art_1\",\"revision\":5}]}"));
        try (ProgressFeed feed = client.watch("job_1")) {
            List<String> articles = new ArrayList<>();
            while (articles.isEmpty()) {
                feed.next().updates().forEach(step -> articles.add(step.articleId()));
            }
            assertThat(articles).containsExactly("art_1");
        }
        assertThat(server.asked("GET /ws/jobs/job_1?since=")).isOne();
        assertThat(server.asked("GET /ws/jobs/job_1?since=job_1%3A1%3A0")).isOne();
    }

    @Test
    void whatIsOlderThanWhatWasToldIsNoNews() throws Exception {
        server.says(HALF, SNAPSHOT, HALF, END, HALF);
        try (ProgressFeed feed = client.watch("job_1")) {
            assertThat(untilTheEnd(feed)).extracting(JobProgress::revision).containsExactly(3L, 5L);
            assertThat(feed.next(Duration.ofMillis(100))).isEmpty();
        }
    }

    @Test
    void aConnectionThatBreaksIsOpenedAgain() throws Exception {
        server.on(STATUS, 503, "").saysAndBreaks(SNAPSHOT).says(END);
        try (ProgressFeed feed = client.watch("job_1")) {
            assertThat(untilTheEnd(feed)).extracting(JobProgress::revision).containsExactly(1L, 5L);
        }
    }

    @Test
    void aConnectionThatGoesSilentIsTestedAndThenGivenUp() throws Exception {
        server.on(STATUS, 200, job("job_1", "COMPLETED", 3, 5)).says(SNAPSHOT);
        try (ProgressFeed feed = client.watch("job_1")) {
            assertThat(untilTheEnd(feed)).extracting(JobProgress::revision).containsExactly(1L, 5L);
        }
    }

    @Test
    void anEndThatIsPushedWhileTheConnectionIsBrokenIsAskedFor() throws Exception {
        server.on(STATUS, 200, job("job_1", "COMPLETED", 3, 5)).saysAndBreaks(SNAPSHOT);
        try (ProgressFeed feed = client.watch("job_1")) {
            assertThat(untilTheEnd(feed)).extracting(JobProgress::revision).containsExactly(1L, 5L);
        }
    }

    @Test
    void whereWebSocketsDoNotPassTheApiIsAskedAgainAndAgain() throws Exception {
        server.on(STATUS, 200, job("job_1", "IN_PROGRESS", 1, 3));
        try (ProgressFeed feed = client.watch("job_1")) {
            assertThat(feed.next().completed()).isEqualTo(1);
            server.on(STATUS, 200, job("job_1", "COMPLETED", 3, 5));
            assertThat(feed.next().ended()).isTrue();
        }
    }

    @Test
    void aJobThatDoesNotExistIsRefused() throws Exception {
        server.on(STATUS, 404, "{\"title\":\"Not Found\",\"status\":404,\"detail\":\"Job not found\"}");
        try (ProgressFeed feed = client.watch("job_1")) {
            assertThatThrownBy(feed::next)
                    .isInstanceOfSatisfying(
                            GleanerException.Refused.class,
                            refused -> assertThat(refused.problem().detail()).isEqualTo("Job not found"));
        }
    }

    @Test
    void ofAllJobsOneThatEndedWhileNobodyListenedIsAskedFor() throws Exception {
        String both = "{\"type\":\"snapshot\",\"jobs\":[%s,%s]}"
                .formatted(update("", "job_1", "IN_PROGRESS", 0, 1), update("", "job_2", "IN_PROGRESS", 0, 1));
        String one = "{\"type\":\"snapshot\",\"jobs\":[%s]}".formatted(update("", "job_3", "PENDING", 0, 1));
        server.on("GET /jobs?status_filter=PENDING&limit=1000&skip=0", 503, "")
                .on(STATUS, 200, job("job_1", "COMPLETED", 3, 5))
                // The second one was removed.
                .saysAndBreaks(both)
                .says(one);
        try (ProgressFeed feed = client.watchAll()) {
            assertThat(List.of(feed.next(), feed.next(), feed.next(), feed.next()))
                    .containsExactly(
                            progress("job_1", JobStatus.IN_PROGRESS, 0, 1),
                            progress("job_2", JobStatus.IN_PROGRESS, 0, 1),
                            progress("job_3", JobStatus.PENDING, 0, 1),
                            progress("job_1", JobStatus.COMPLETED, 3, 5));
        }
    }

    @Test
    void ofAllJobsTheOpenOnesAreListedWhereWebSocketsDoNotPass() throws Exception {
        server.on("GET /jobs?status_filter=PENDING&limit=1000&skip=0", 200, "[]")
                .on(
                        "GET /jobs?status_filter=IN_PROGRESS&limit=1000&skip=0",
                        200,
                        "[" + job("job_1", "IN_PROGRESS", 1, 3) + "]");
        try (ProgressFeed feed = client.watchAll()) {
            assertThat(feed.next()).isEqualTo(progress("job_1", JobStatus.IN_PROGRESS, 1, 3));
            server.on(STATUS, 200, job("job_1", "COMPLETED", 3, 5))
                    .on("GET /jobs?status_filter=IN_PROGRESS&limit=1000&skip=0", 200, "[]");
            assertThat(feed.next()).isEqualTo(progress("job_1", JobStatus.COMPLETED, 3, 5));
        }
    }

    @Test
    void theEndOfAJobIsAwaitedAndAllNewsIsHandedOn() throws Exception {
        server.says(SNAPSHOT, HALF, END);
        List<JobProgress> seen = new ArrayList<>();
        assertThat(client.awaitEnd("job_1", Duration.ofSeconds(20), seen::add).status())
                .isEqualTo(JobStatus.COMPLETED);
        assertThat(seen).extracting(JobProgress::revision).containsExactly(1L, 3L, 5L);
    }

    @Test
    void aJobThatDoesNotEndIsGivenUpWithWhatIsKnownOfIt() {
        server.on(STATUS, 200, job("job_1", "IN_PROGRESS", 1, 3)).says();
        assertThatThrownBy(() -> client.awaitEnd("job_1", Duration.ofMillis(50)))
                .isInstanceOf(GleanerException.NotEnded.class)
                .hasMessageEndingWith("IN_PROGRESS with 1 of 3 articles done");
    }

    @Test
    void aClosedFeedTellsNothing() {
        ProgressFeed feed = client.watch("job_1");
        feed.close();
        assertThatThrownBy(feed::next).isInstanceOf(IllegalStateException.class);
    }

    private static List<JobProgress> untilTheEnd(ProgressFeed feed) throws InterruptedException {
        List<JobProgress> seen = new ArrayList<>();
        do {
            seen.add(feed.next());
        } while (!seen.getLast().ended());
        return seen;
    }

    private static JobProgress progress(String job, JobStatus status, int completed, long revision) {
        return new JobProgress(job, status, completed, 0, 3, revision, List.of());
    }

    private static String update(String type, String job, String status, int completed, long revision) {
        return """
                {"type":"%s","job_id":"%s","status":"%s","completed":%d,"failed":0,"total":3,"revision":%d}""".formatted(type, job, status, completed, revision);
    }

    private static String job(String job, String status, int completed, long revision) {
        return """
                {"job_id":"%s","status":"%s","total_articles":3,"completed":%d,"failed":0,"pending":%d,"revision":%d}""".formatted(job, status, completed, 3 - completed, revision);
    }
}
