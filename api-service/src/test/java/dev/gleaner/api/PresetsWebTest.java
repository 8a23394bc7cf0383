package dev.gleaner.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.gleaner.api.presets.Preset;
import dev.gleaner.api.presets.PresetUsers;
import dev.gleaner.api.presets.Presets;
import dev.gleaner.api.submission.Receipt;
import dev.gleaner.api.submission.Submission;
import dev.gleaner.api.submission.Submissions;
import dev.gleaner.api.submission.web.ArticleListing;
import dev.gleaner.job.JobStatus;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Presets as a client meets them, and submissions that take their articles from elsewhere. */
@SpringBootTest(
        classes = WebApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"gleaner.api.max-body=2KB", "spring.threads.virtual.enabled=true"})
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class PresetsWebTest {
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Map<String, Preset> stored = new TreeMap<>();
    private final Presets presets;
    private final PresetUsers users;
    private final ArticleListing lists;
    private final Submissions submissions;
    private final int port;

    @Autowired
    PresetsWebTest(
            Presets presets,
            PresetUsers users,
            ArticleListing lists,
            Submissions submissions,
            @LocalServerPort int port) {
        this.presets = presets;
        this.users = users;
        this.lists = lists;
        this.submissions = submissions;
        this.port = port;
    }

    @BeforeEach
    void keepThem() {
        reset(presets, users, lists, submissions);
        when(presets.find(any())).thenAnswer(call -> Optional.ofNullable(stored.get(call.<String>getArgument(0))));
        when(presets.create(any(), any())).thenAnswer(call -> put(call.getArgument(0), 1));
        when(presets.replace(any(), anyLong(), any()))
                .thenAnswer(call -> put(call.getArgument(0), call.<Long>getArgument(1) + 1));
        when(presets.delete(any(), anyLong())).thenAnswer(call -> stored.remove(call.<String>getArgument(0)) != null);
        when(presets.count()).thenAnswer(call -> (long) stored.size());
        when(presets.list(anyInt(), anyInt()))
                .thenAnswer(call -> stored.values().stream()
                        .skip(call.<Integer>getArgument(1))
                        .limit(call.<Integer>getArgument(0))
                        .toList());
        when(users.of(any())).thenReturn(List.of());
        when(submissions.submit(any())).thenReturn(new Receipt("job_1", JobStatus.IN_PROGRESS, 1, 1, 0, false));
    }

    private Optional<Preset> put(Presets.Content content, long revision) {
        stored.put(
                content.name(),
                new Preset(content.name(), content.description(), content.work(), revision, THEN, THEN));
        return Optional.of(stored.get(content.name()));
    }

    @Test
    void aPresetIsCreatedReadMaskedAndPutBackUnchanged() throws Exception {
        HttpResponse<String> created = send("PUT", "/presets/news", """
                {"articles": [{"url": "https://a.example/1", "headers": {"Cookie": "c=1"}}], "description": "d",
                 "headers": {"Authorization": "Bearer x"}, "job_name": "morning", "max_age": "day"}""");
        HttpResponse<String> read = send("GET", "/presets/news", null);
        HttpResponse<String> again = send(
                "PUT",
                "/presets/news",
                read.body(),
                "If-Match",
                read.headers().firstValue("ETag").orElseThrow());

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(json(read)).isEqualTo(JSON.readTree("""
                {"name": "news", "description": "d",
                 "articles": [{"url": "https://a.example/1", "headers": {"Cookie": "********"}}],
                 "headers": {"Authorization": "********"}, "job_name": "morning", "max_age": "day", "revision": 1,
                 "created_at": "2026-01-02T03:04:05Z", "updated_at": "2026-01-02T03:04:05Z"}"""));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.headers().firstValue("ETag")).contains("\"2\"");
        assertThat(String.valueOf(stored.get("news"))).contains("c=1", "Bearer x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            /presets/news   ~ {"artikles": []}                                                  ~ artikles
            /presets/news   ~ {}                                                                ~ articles
            /presets/news   ~ {"article_list_url": "ftp://x/"}                                  ~ article_list_url
            /presets/news   ~ {"name": "other", "articles": [{"url": "https://a.example/"}]}    ~ name
            /presets/news   ~ {"job_name": " ", "articles": [{"url": "https://a.example/"}]}    ~ job_name
            /presets/news   ~ {"headers": {"Cookie": "********"}, "articles": [{"url": "https://a.example/"}]} ~ headers.cookie
            /presets/news   ~ {"preset": "other"}                                               ~ preset
            /presets/-x     ~ {"articles": [{"url": "https://a.example/"}]}                     ~ name
            /presets/news   ~ []                                                                ~ $
            """)
    void aFaultIsNamed(String path, String body, String field) throws Exception {
        HttpResponse<String> answer = send("PUT", path, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(json(answer).path("errors").path(0).path("path").asString()).isEqualTo(field);
        assertThat(stored).isEmpty();
    }

    @Test
    void whoKnowsAnotherRevisionChangesNothing() throws Exception {
        String body = "{\"articles\": [{\"url\": \"https://a.example/\"}]}";

        assertThat(send("PUT", "/presets/a", body, "If-Match", "\"1\"").statusCode())
                .isEqualTo(412);
        assertThat(send("PUT", "/presets/a", body, "If-Match", "*").statusCode())
                .isEqualTo(412);
        assertThat(send("PUT", "/presets/a", body).statusCode()).isEqualTo(201);
        assertThat(send("PUT", "/presets/a", body, "If-Match", "\"7\"").statusCode())
                .isEqualTo(412);
        assertThat(send("PUT", "/presets/a", body, "If-Match", "odd").statusCode())
                .isEqualTo(412);
        assertThat(send("DELETE", "/presets/a", null, "If-Match", "\"7\"").statusCode())
                .isEqualTo(412);
        assertThat(stored.get("a")).extracting(Preset::revision).isEqualTo(1L);
        assertThat(send("PUT", "/presets/a", "{").statusCode()).isEqualTo(400);
    }

    @Test
    void whatSchedulesUseIsRemovedOnlyByForce() throws Exception {
        send("PUT", "/presets/a", "{\"articles\": [{\"url\": \"https://a.example/\"}]}");
        when(users.of("a")).thenReturn(List.of("nightly"));

        HttpResponse<String> refused = send("DELETE", "/presets/a", null);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).path("schedules").path(0).asString()).isEqualTo("nightly");
        assertThat(send("DELETE", "/presets/a?force=true", null).statusCode()).isEqualTo(204);
        assertThat(send("DELETE", "/presets/a", null).statusCode()).isEqualTo(404);
        assertThat(send("GET", "/presets/a", null).statusCode()).isEqualTo(404);
    }

    @Test
    void presetsAreListedInPages() throws Exception {
        for (String name : List.of("a", "b", "c")) {
            send("PUT", "/presets/" + name, "{\"articles\": [{\"url\": \"https://a.example/\"}]}");
        }

        JsonNode first = json(send("GET", "/presets?limit=2", null));
        JsonNode last = json(send(
                "GET", "/presets?limit=2&cursor=" + first.path("next_cursor").asString(), null));

        assertThat(first.path("total").intValue()).isEqualTo(3);
        assertThat(first.path("presets").path(1).path("name").asString()).isEqualTo("b");
        assertThat(last.path("presets")).hasSize(1);
        assertThat(last.path("next_cursor").isNull()).isTrue();
    }

    @Test
    void aSubmissionTakesItsArticlesFromAPresetsList() throws Exception {
        when(lists.read(any(), any()))
                .thenReturn(new ArticleListing.Listed(
                        List.of((ObjectNode) JSON.readTree("{\"url\": \"https://a.example/1\"}")), List.of("Noted.")));
        send("PUT", "/presets/feed", "{\"article_list_url\": \"https://a.example/feed\", \"priority\": 2}");

        HttpResponse<String> answer = send("POST", "/jobs/submit", "{\"preset\": \"feed\", \"name\": \"own\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(json(answer).path("message").asString()).isEqualTo("Job submitted successfully. Noted.");
        ArgumentCaptor<Submission> submitted = ArgumentCaptor.captor();
        verify(submissions).submit(submitted.capture());
        assertThat(submitted.getValue().articles())
                .singleElement()
                .satisfies(article -> assertThat(article.priority()).isEqualTo(2));
        assertThat(submitted.getValue().label().name()).isEqualTo("own");
    }

    @Test
    void aListThatCannotBeReadIsSaidWithWhy() throws Exception {
        when(lists.read(any(), any()))
                .thenReturn(new ArticleListing.Unlisted("it is an HTML page", false))
                .thenReturn(new ArticleListing.Unlisted("503 Busy", true));
        String body = "{\"article_list_url\": \"https://a.example/feed\"}";

        HttpResponse<String> forGood = send("POST", "/jobs/submit", body);
        HttpResponse<String> forNow = send("POST", "/jobs/submit", body);

        assertThat(forGood.statusCode()).isEqualTo(422);
        assertThat(json(forGood).path("errors").path(0).path("path").asString()).isEqualTo("article_list_url");
        assertThat(json(forGood).path("detail").asString())
                .isEqualTo("The list of articles cannot be read: it is an HTML page");
        assertThat(forNow.statusCode()).isEqualTo(502);
        assertThat(forNow.headers().firstValue("Retry-After")).isPresent();
    }

    private HttpResponse<String> send(String method, String path, @Nullable String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
