package dev.gleaner.api.articles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.api.Services;
import dev.gleaner.api.articles.FailuresAnswer.Example;
import dev.gleaner.api.articles.FailuresAnswer.Group;
import dev.gleaner.api.articles.FailuresAnswer.HostCount;
import dev.gleaner.article.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailureGroupsTest {
    private static final String A = "https://a.example/1";
    private static final String B = "https://a.example/2";
    private static final String C = "https://c.example/3";
    private static final String D = "https://d.example/4";

    private final Services api = new Services();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void whatFailedForOneReasonIsOneGroupWithAdviceAndTheLargestComesFirst() {
        String id = api.submitted(A, B, C, D);
        api.fail(id, ErrorCode.HTTP_ERROR, C);
        api.fail(id, ErrorCode.TIMEOUT, A);
        api.fail(id, ErrorCode.TIMEOUT, B);

        FailuresAnswer answer = groups(id);

        assertThat(answer).returns(3, FailuresAnswer::total).returns(1, FailuresAnswer::run);
        assertThat(answer.groups()).extracting(Group::code).containsExactly("timeout", "http_error");
        Group timeouts = answer.groups().getFirst();
        assertThat(timeouts).returns(2, Group::count).returns(true, Group::retryable);
        assertThat(timeouts.advice()).contains("timeout");
        assertThat(timeouts.hosts()).containsExactly(new HostCount("a.example", 2));
        assertThat(timeouts.examples()).extracting(Example::url).containsExactly(A, B);
        assertThat(answer.groups().getLast().retryable()).isFalse();
    }

    @Test
    void nothingFailedIsNoGroup() {
        assertThat(groups(api.submitted(A)).groups()).isEmpty();
    }

    private FailuresAnswer groups(String jobId) {
        return new FailureGroups(api.items).of(api.jobs.detail(jobId).orElseThrow());
    }
}
