package dev.gleaner.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.gleaner.api.submission.Submissions;
import dev.gleaner.job.Jobs;
import dev.gleaner.scraper.CommandLogs;
import dev.gleaner.scraper.CommandLogs.Began;
import dev.gleaner.scraper.CommandLogs.Ended;
import dev.gleaner.scraper.CommandLogs.State;
import dev.gleaner.scraper.CommandLogs.Stream;
import dev.gleaner.scraper.ParamSpec;
import dev.gleaner.scraper.ParamType;
import dev.gleaner.scraper.ScraperMode;
import dev.gleaner.scraper.ScraperRegistry;
import dev.gleaner.scraper.ScraperRegistry.Known;
import dev.gleaner.scraper.ScraperSummary;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Scrapers, and what their commands wrote, as a client meets them. */
@SpringBootTest(classes = WebApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class ScrapersWebTest {
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String LOG = "/jobs/job_1/articles/art_1/log";

    private static final Known SPIDER = new Known(
            new ScraperSummary(
                    "spider",
                    "Finds news",
                    ScraperMode.RUN,
                    List.of(
                            new ParamSpec("token", ParamType.SECRET, null, null, List.of("hush"), false),
                            new ParamSpec("start", ParamType.TEXT, "Where", "[a-z]+", List.of(), true),
                            new ParamSpec("tags", ParamType.LIST, null, null, List.of("a", "b"), false)),
                    List.of("DELAY", "AGENT"),
                    List.of(),
                    List.of()),
            2);

    private final ScraperRegistry registry;
    private final Submissions submissions;
    private final CommandLogs logs;
    private final Jobs jobs;
    private final int port;

    @Autowired
    ScrapersWebTest(
            ScraperRegistry registry, Submissions submissions, CommandLogs logs, Jobs jobs, @LocalServerPort int port) {
        this.registry = registry;
        this.submissions = submissions;
        this.logs = logs;
        this.jobs = jobs;
        this.port = port;
    }

    @BeforeEach
    void thereIsOne() {
        reset(registry, submissions, logs, jobs);
        when(registry.known(any())).thenReturn(List.of(SPIDER));
        when(jobs.wants("job_1", "art_1")).thenReturn(true);
        when(jobs.find(any())).thenReturn(Optional.empty());
        when(logs.find(any())).thenReturn(Optional.empty());
    }

    @Test
    void scrapersAreToldByNameWithoutTheirSecrets() throws Exception {
        HttpResponse<String> answer = get("/scrapers");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body())).isEqualTo(JSON.readTree("""
                {"total": 2, "scrapers": [
                  {"name": "article", "description": "Fetches a page and reads the article out of it", "mode": "article",
                   "params": [], "settings": [], "hosts": [], "categories": [], "consumers": null},
                  {"name": "spider", "description": "Finds news", "mode": "run", "params": [
                    {"name": "start", "type": "text", "description": "Where", "pattern": "[a-z]+", "default": null,
                     "required": true},
                    {"name": "tags", "type": "list", "description": null, "pattern": null, "default": ["a", "b"],
                     "required": false},
                    {"name": "token", "type": "secret", "description": null, "pattern": null, "default": "********",
                     "required": false}],
                   "settings": ["AGENT", "DELAY"], "hosts": [], "categories": [], "consumers": 2}]}"""));
        assertThat(JSON.readTree(get("/scrapers/spider").body()).path("name").asString())
                .isEqualTo("spider");
    }

    @Test
    void anUnknownOneIsNotFoundButTheOthersAreNamed() throws Exception {
        HttpResponse<String> answer = get("/scrapers/other");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(JSON.readTree(answer.body()).path("known").toString()).isEqualTo("[\"article\",\"spider\"]");
    }

    @Test
    void aSubmissionForAnUnknownOneIsRefusedWithACodeAndNoOtherFaultHasOne() throws Exception {
        HttpResponse<String> answer = send("POST", "/jobs/submit", """
                {"scraper": "other", "articles": [{"url": "https://a.example/", "priority": 99}]}""");

        assertThat(answer.statusCode()).isEqualTo(422);
        JsonNode errors = JSON.readTree(answer.body()).path("errors");
        assertThat(errors.get(0)).isEqualTo(JSON.readTree("""
                {"path": "scraper", "message": "is unknown: other; the known scrapers are article, spider",
                 "code": "unknown_scraper"}"""));
        assertThat(errors.get(1).propertyNames()).containsExactlyInAnyOrder("path", "message");
        verify(submissions, never()).submit(any());
    }

    @Test
    void aRunCanBeTriedWithoutBeingMade() throws Exception {
        HttpResponse<String> answer =
                send("POST", "/jobs/submit?dry_run=true", "{\"scraper\": \"spider\", \"params\": {\"start\": \"x\"}}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).path("accepted").asBoolean()).isTrue();
        assertThat(JSON.readTree(answer.body()).path("total_articles").asInt()).isZero();
    }

    @Test
    void aScheduleMayBeAScraperAloneAndIsShownWithoutItsSecrets() throws Exception {
        HttpResponse<String> created = send("PUT", "/schedules/spider-daily", """
                {"trigger": "@daily", "scraper": "spider", "params": {"start": "x", "token": "hush-hush"},
                 "settings": {"DELAY": 1}}""");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        JsonNode shown = JSON.readTree(created.body());
        assertThat(shown.path("params")).isEqualTo(JSON.readTree("{\"start\": \"x\", \"token\": \"********\"}"));
        assertThat(shown.path("settings").path("DELAY").asInt()).isEqualTo(1);

        HttpResponse<String> again = send("PUT", "/schedules/spider-daily", created.body());

        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        assertThat(get("/schedules/export?format=yaml").body())
                .contains("\"spider\"", "token: \"********\"")
                .doesNotContain("hush-hush");
        assertThat(JSON.readTree(get("/schedules?scraper=spider").body())
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(send(
                                "PUT",
                                "/schedules/other",
                                ((ObjectNode) shown.deepCopy())
                                        .put("id", "other")
                                        .toString())
                        .body())
                .contains("params.token", "none is stored");
        when(registry.known(any())).thenReturn(List.of());
        HttpResponse<String> gone = send("PUT", "/schedules/spider-daily", created.body());
        assertThat(gone.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(gone.body()).path("errors").get(0).path("code").asString())
                .isEqualTo("unknown_scraper");
        assertThat(send("DELETE", "/schedules/spider-daily", null).statusCode()).isEqualTo(200);
    }

    @Test
    void aLogIsShownAsTextWithItsStreamsApart() throws Exception {
        log("one\ntwo\n", "oh\n", new Ended(1, null, null, THEN.plusMillis(1500), 4096, Duration.ofMillis(20), 8, 3));

        HttpResponse<String> both = get(LOG);

        assertThat(both.headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
        assertThat(both.body()).isEqualTo("==> stdout <==\none\ntwo\n\n==> stderr <==\noh\n");
        assertThat(get(LOG + "?stream=stdout&tail=1").body()).isEqualTo("two\n");
        assertThat(get(LOG + "?stream=stderr").body()).isEqualTo("oh\n");
        assertThat(get(LOG + "?follow=true&stream=stdout").body()).isEqualTo("one\ntwo\n");
    }

    @Test
    void howTheCommandEndedIsToldAsJson() throws Exception {
        log(
                "one\n",
                "",
                new Ended(null, "KILL", "timeout", THEN.plusMillis(1500), 4096, Duration.ofMillis(20), 900, 0));

        assertThat(JSON.readTree(get(LOG, "application/json").body())).isEqualTo(JSON.readTree("""
                {"job_id": "job_1", "article_id": "art_1", "attempt": "a", "scraper": "spider", "consumer": "c",
                 "started_at": "2026-01-02T03:04:05Z", "ended_at": "2026-01-02T03:04:06.500Z", "exit_code": null,
                 "signal": "KILL", "stopped": "timeout", "duration": 1.5, "peak_memory_bytes": 4096, "cpu_ms": 20,
                 "bytes": {"stdout": 900, "stderr": 0}, "truncated": true, "stdout": "one\\n", "stderr": ""}"""));
    }

    @Test
    void oneThatRunsHasNoEndYet() throws Exception {
        log("one\n", "", null);

        JsonNode answer =
                JSON.readTree(get(LOG + "?stream=stdout", "application/json").body());

        assertThat(answer.path("ended_at").isNull()).isTrue();
        assertThat(answer.path("exit_code").isNull()).isTrue();
        assertThat(answer.path("truncated").asBoolean()).isFalse();
        assertThat(answer.path("stderr").isNull()).isTrue();
    }

    @Test
    void thereIsNoLogOfAnotherJobsArticleNorWhereNoCommandRan() throws Exception {
        assertThat(get(LOG).statusCode()).isEqualTo(404);
        assertThat(get(LOG).body()).contains("No command ran");
        log("one\n", "", null);
        assertThat(get("/jobs/job_2/articles/art_1/log").body()).contains("Job not found");
        assertThat(get(LOG + "?stream=no").statusCode()).isEqualTo(422);
        assertThat(get(LOG + "?tail=-1").statusCode()).isEqualTo(422);
        assertThat(get(LOG, "image/png").statusCode()).isEqualTo(406);
    }

    private void log(String stdout, String stderr, @Nullable Ended ended) {
        when(logs.find("art_1")).thenReturn(Optional.of(new State(new Began("a", "spider", "c", THEN), ended)));
        for (Stream stream : Stream.values()) {
            byte[] all = (stream == Stream.STDOUT ? stdout : stderr).getBytes(StandardCharsets.UTF_8);
            when(logs.read(eq("art_1"), eq("a"), eq(stream), anyLong(), anyInt()))
                    .thenAnswer(call -> Arrays.copyOfRange(
                            all, Math.min(all.length, Math.toIntExact(call.<Long>getArgument(3))), all.length));
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, null);
    }

    private HttpResponse<String> get(String path, String accept) throws Exception {
        return CLIENT.send(request(path).header("Accept", accept).GET().build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, @Nullable String body) throws Exception {
        HttpRequest.Builder request = request(path);
        if (body == null) {
            return CLIENT.send(request.method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        }
        return CLIENT.send(
                request.header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
}
