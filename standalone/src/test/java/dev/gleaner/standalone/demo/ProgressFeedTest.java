package dev.gleaner.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProgressFeedTest {

    private static final String SNAPSHOT = """
            {"type":"snapshot","job_id":"job_1","status":"IN_PROGRESS","total_articles":3,"completed":0,"failed":0}""";
    private static final String HALF = """
            {"type":"job_update","job_id":"job_1","status":"IN_PROGRESS","completed":1,"failed":1,"total":3}""";
    private static final String END = """
            {"type":"job_update","job_id":"job_1","status":"COMPLETED","completed":2,"failed":1,"total":3}""";

    @Test
    void whatIsPushedIsTheNewsAndEverythingElseIsPassedOver() throws Exception {
        List<String> messages = List.of(SNAPSHOT, "{\"type\":\"heartbeat\"}", "not json", HALF, END);
        try (FakeSocket server = new FakeSocket(messages);
                JobApi api = new JobApi(server.address());
                ProgressFeed feed = new ProgressFeed(api, "job_1")) {
            assertThat(untilTheEnd(feed))
                    .containsSubsequence(
                            new JobCounts("IN_PROGRESS", 0, 0, 3),
                            new JobCounts("IN_PROGRESS", 1, 1, 3),
                            new JobCounts("COMPLETED", 2, 1, 3));
        }
    }

    @Test
    void aMessageInPiecesIsPutTogether() throws Exception {
        try (FakeSocket server = new FakeSocket(List.of(END)).inPieces();
                JobApi api = new JobApi(server.address());
                ProgressFeed feed = new ProgressFeed(api, "job_1")) {
            assertThat(untilTheEnd(feed)).endsWith(new JobCounts("COMPLETED", 2, 1, 3));
        }
    }

    /** The server never tells the end when it is asked, so an end has been pushed. */
    private static List<JobCounts> untilTheEnd(ProgressFeed feed) throws InterruptedException {
        List<JobCounts> seen = new ArrayList<>();
        do {
            seen.add(feed.next());
        } while (!seen.getLast().ended());
        return seen;
    }
}
