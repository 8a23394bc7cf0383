package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What clients were told, which has to be true when everything has ended. Any thread may add to it. */
public final class Promises {
    private final Map<String, List<String>> accepted = new LinkedHashMap<>();
    private final Set<String> cancelled = new HashSet<>();
    private final Set<String> retried = new HashSet<>();
    private final Set<String> mayBePurged = new HashSet<>();
    private final Set<String> purged = new HashSet<>();

    /** 201 for a list. */
    public synchronized void accepted(String job, List<String> urls) {
        accepted.put(job, List.copyOf(urls));
    }

    /** 200 for a cancel. */
    public synchronized void cancelled(String job) {
        cancelled.add(job);
    }

    /** 202 for a retry. */
    public synchronized void retried(String job) {
        retried.add(job);
    }

    /** A removal was asked for, and there may be no answer. */
    public synchronized void mayBePurged(String job) {
        mayBePurged.add(job);
    }

    /** 200 for a removal. */
    public synchronized void purged(String job) {
        purged.add(job);
    }

    /** How many lists were accepted. */
    public synchronized int size() {
        return accepted.size();
    }

    /** Asks for all of them. */
    public synchronized void requireKept(Client api) {
        accepted.forEach((job, urls) -> requireKept(api, job, urls));
    }

    private void requireKept(Client api, String job, List<String> urls) {
        Client.Answer answer = api.get("/jobs/" + job + "/status");
        if (purged.contains(job) || (mayBePurged.contains(job) && answer.status() == 404)) {
            assertThat(answer.status()).as("%s was removed", job).isEqualTo(404);
            return;
        }
        Client.Status status = api.status(job);
        assertThat(status.total()).as(job).isEqualTo(urls.size());
        assertThat(status.done() + status.pending()).as(job).isEqualTo(urls.size());
        if (cancelled.contains(job)) {
            assertThat(status.status()).as(job).isEqualTo("CANCELLED");
        }
        if (status.status().equals("CANCELLED")) {
            assertThat(api.endedUrls(job)).as(job).doesNotHaveDuplicates().isSubsetOf(urls);
        } else {
            assertThat(status.ended()).as("%s has ended", job).isTrue();
            assertThat(status.pending()).as(job).isZero();
            assertThat(api.endedUrls(job)).as(job).containsExactlyInAnyOrderElementsOf(urls);
        }
        if (retried.contains(job)) {
            assertThat(answer.json().get("run").asInt()).as(job).isGreaterThan(1);
        }
    }
}
