package dev.gleaner.api.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gleaner.api.submission.InvalidSubmissionException.Fault;
import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.fetch.JobPace;
import dev.gleaner.job.JobLabel;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Submissions that code makes; what JSON makes is in the test of its reader. */
class DraftTest {
    private static final String A = "https://a.example/1";

    private final Drafts drafts = new Drafts(
            3,
            Duration.ofSeconds(30),
            AddressPolicy.publicInternet(),
            new PaceLimits(Duration.ofSeconds(1), 4, List.of("fast.example", "*.fast.example")));

    @Test
    void aDraftBecomesTheSubmissionThatItWasGiven() {
        Draft draft = drafts.draft();
        draft.fetches().header("Cookie", "a=b").language("de").timeout(Duration.ofSeconds(7));
        Submission submission = draft.maxAge(Duration.ofDays(1))
                .name("morning")
                .tags(List.of("news", "de", "news"))
                .article(A, "source", "category", 1)
                .article("https://b.example/", null, null, null)
                .submission("key");

        assertThat(submission.maxAge()).isEqualTo(new MaxAge.Within(Duration.ofDays(1)));
        assertThat(submission.fetch())
                .isEqualTo(new FetchOptions(Map.of("cookie", "a=b"), "de", Duration.ofSeconds(7)));
        assertThat(submission.label()).isEqualTo(new JobLabel("morning", List.of("news", "de")));
        assertThat(submission.articles()).hasSize(2).first().satisfies(first -> {
            assertThat(first.url().given()).isEqualTo(A);
            assertThat(first.key()).startsWith(first.url().key() + "#");
            assertThat(first.source()).isEqualTo("source");
            assertThat(first.category()).isEqualTo("category");
            assertThat(first.priority()).isEqualTo(1);
        });
        assertThat(submission.articles().getLast().priority()).isEqualTo(SubmissionLimits.USUAL_PRIORITY);
        assertThat(submission.idempotency()).isNotNull();
    }

    @Test
    void whoeverAsksLessOftenThanTheFleetMay() {
        Draft draft = drafts.draft().article(A, null, null, null);
        draft.pace()
                .userAgent("Reader/2 (+https://example.com)")
                .hostDelay(Duration.ofSeconds(5))
                .hostMaxConcurrent(1);
        Submission submission = draft.submission(null);

        assertThat(submission.fetch())
                .isEqualTo(FetchOptions.NONE
                        .withUserAgent("Reader/2 (+https://example.com)")
                        .withPace(new JobPace(Duration.ofSeconds(5), 1)));
    }

    @Test
    void whoeverAsksMoreOftenMayOnlyWhereThatIsAllowed() {
        Draft fast = drafts.draft()
                .article("https://fast.example/1", null, null, null)
                .article("https://very.fast.example/1", null, null, null);
        fast.pace().hostDelay(Duration.ZERO).hostMaxConcurrent(16);
        assertThat(fast.submission(null).articles()).hasSize(2);
        Draft draft = drafts.draft()
                .article("https://fast.example/1", null, null, null)
                .article("https://notfast.example/1", null, null, null);
        draft.pace().hostDelay(Duration.ofMillis(999)).hostMaxConcurrent(5);
        assertThat(catchThrowableOfType(InvalidSubmissionException.class, () -> draft.submission(null))
                        .faults())
                .containsExactly(
                        new Fault(
                                "host_delay",
                                "must be at least 1 seconds, the fleet's HOST_DELAY; notfast.example is not among "
                                        + "HOST_FASTER_ALLOWED"),
                        new Fault(
                                "host_max_concurrent",
                                "must be at most 4, the fleet's HOST_MAX_CONCURRENT; notfast.example is not among "
                                        + "HOST_FASTER_ALLOWED"));
    }

    @Test
    void codeIsToldTheSameFaultsAsAClient() {
        Draft draft = drafts.draft().maxAge(Duration.ofSeconds(-1));
        draft.fetches()
                .header("Host", "b")
                .header("Cookie", "a\r\nb: c")
                .language("")
                .timeout(Duration.ofSeconds(31));
        draft.name(" ")
                .tags(List.of("a,b", "x".repeat(SubmissionLimits.LONGEST_TAG + 1)))
                .article("http://localhost/", null, null, null)
                .article("ftp://a.example/", "x".repeat(SubmissionLimits.LONGEST_TEXT + 1), null, 0)
                .article(null, null, null, 11);

        assertThat(faults(draft))
                .extracting(Fault::path)
                .containsExactly(
                        "max_age",
                        "headers",
                        "headers.cookie",
                        "language",
                        "timeout",
                        "name",
                        "tags[0]",
                        "tags[1]",
                        "articles[0].url",
                        "articles[1].url",
                        "articles[1].source",
                        "articles[1].priority",
                        "articles[2].url",
                        "articles[2].priority");
    }

    @Test
    void theAddressesThatTheOperatorRefusesAreRefusedToCodeToo() {
        assertThat(faults(drafts.draft().article("http://127.0.0.1/", null, null, null)))
                .singleElement()
                .extracting(Fault::message)
                .asString()
                .contains("not on the public internet");
    }

    @Test
    void nothingIsNoSubmissionAndNeitherIsTooMuch() {
        assertThat(faults(drafts.draft())).extracting(Fault::path).containsExactly("articles");
        Draft four = drafts.draft();
        for (int i = 0; i < 4; i++) {
            four.article("ftp://a.example/" + i, null, null, null);
        }

        assertThat(faults(four))
                .singleElement()
                .isEqualTo(new Fault("articles", "holds 4 articles; at most 3 are taken"));
    }

    @Test
    void anArticleWithoutAnAddressIsAFault() {
        Draft draft = drafts.draft();
        draft.article().priority(3);

        assertThat(faults(draft)).containsExactly(new Fault("articles[0].url", "is missing"));
    }

    @Test
    void tooManyTagsAreAFault() {
        Draft draft = drafts.draft()
                .tags(Collections.nCopies(SubmissionLimits.MOST_TAGS + 1, "tag"))
                .article(A, null, null, null);

        assertThat(faults(draft)).extracting(Fault::path).containsExactly("tags");
    }

    @Test
    void duplicatesAreAFaultOrDropped() {
        Draft draft = drafts.draft().article(A, null, null, null).article(A + "#top", null, null, null);

        assertThat(faults(draft)).extracting(Fault::path).containsExactly("articles[1].url");
        assertThat(draft.skipDuplicates(true).submission(null).articles()).hasSize(1);
    }

    private static List<Fault> faults(Draft draft) {
        return catchThrowableOfType(InvalidSubmissionException.class, () -> draft.submission(null))
                .faults();
    }
}
