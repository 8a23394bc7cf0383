package dev.gleaner.api.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.api.deliveries.Deliverer;
import dev.gleaner.api.report.Reports;
import dev.gleaner.api.report.StoredReports;
import dev.gleaner.api.results.ResultsExport;
import dev.gleaner.article.Articles;
import dev.gleaner.article.Contents;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.delivery.Delivery;
import dev.gleaner.delivery.DeliveryKind;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.job.Effort;
import dev.gleaner.job.Effort.Brought;
import dev.gleaner.job.Efforts.Note;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Item;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.NewJob;
import dev.gleaner.job.NextRun;
import dev.gleaner.job.Orders;
import dev.gleaner.job.Origin;
import dev.gleaner.job.OutputOrder;
import dev.gleaner.job.OutputOrder.Format;
import dev.gleaner.job.OutputOrder.Include;
import dev.gleaner.job.OutputOrder.Split;
import dev.gleaner.job.Outputs;
import dev.gleaner.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The files of a job with a page of every kind, over real stores. */
class OutputDelivererTest {
    private static final String JOB = "job_0123456789ab";

    @TempDir
    private Path temporary;

    @TempDir
    private Path outside;

    private final Stores stores = new Stores();
    private final Reports reports =
            new StoredReports(stores.jobs, stores.items, stores.efforts, stores.articles, stores.outputs);

    @AfterEach
    void close() {
        stores.close();
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatWritesTheSameFilesByteForByte(Format format) {
        for (Split split : Split.values()) {
            String job = JOB + split.ordinal();
            ended(job, new OutputOrder(format, split, Include.ALL, null, ZoneId.of("UTC")));
            assertThat(deliver(job, 1)).isInstanceOf(Deliverer.Done.class);
        }
        Map<String, String> first = files();

        stores.later(Duration.ofDays(1));
        for (Split split : Split.values()) {
            assertThat(deliver(JOB + split.ordinal(), 1)).isInstanceOf(Deliverer.Done.class);
        }

        assertThat(files()).isEqualTo(first);
        // One of the run, two of its hosts, four of its texts; three reports of a run, and the newest, of each folder;
        // two forms.
        assertThat(first).hasSize(1 + 2 + 4 + 2 * (3 + 1));
    }

    @Test
    void allOfARunHasWhatTheApiAnswers() {
        ended(JOB, order(Split.RUN, Include.ALL, null));
        deliver(JOB, 1);

        JsonNode file = json("news/" + JOB + "_run1.json");
        assertThat(file.path("results").values().stream()
                        .map(one -> one.path("url").asString()))
                .containsExactly(
                        "https://a.example/fetched",
                        "https://a.example/same",
                        "https://b.example/fresh",
                        "https://b.example/cached");
        assertThat(file.at("/failed_articles/0/error_code").asString()).isEqualTo("http_error");
        assertThat(file.at("/results/0/language").isNull()).isTrue();
    }

    @Test
    void onlyWhatHasChangedIsWrittenIfThatIsWanted() {
        ended(JOB, order(Split.RUN, Include.CHANGED, null));
        deliver(JOB, 1);

        JsonNode file = json("news/" + JOB + "_run1.json");
        assertThat(file.path("results").values().stream()
                        .map(one -> one.path("url").asString()))
                .containsExactly("https://a.example/fetched");
        assertThat(file.path("failed_articles")).isEmpty();
    }

    /** So that whoever waits for it sees that there was a run. */
    @Test
    void whereNothingHasChangedThereIsAFileWithNothingInIt() {
        ended(JOB, order(Split.RUN, Include.CHANGED, null));
        stores.collections
                .jobEfforts()
                .updateMany(new Document(), new Document("$set", Map.of("effort.brought", "UNCHANGED")));

        assertThat(deliver(JOB, 1)).isEqualTo(new Deliverer.Done("1 file"));

        assertThat(json("news/" + JOB + "_run1.json").path("results")).isEmpty();
        assertThat(json("news/summary_report.json").at("/outputs/0/articles").asInt())
                .isZero();
    }

    @Test
    void namesHaveTheTimeOfTheOccurrenceInItsZone() {
        ended(JOB, order(Split.ARTICLE, Include.ALL, "{schedule}/{date}/{time} {host}/{timestamp}_{article_id}.json"));
        deliver(JOB, 1);

        assertThat(files())
                .containsKey("news/2026-03-29/03-30-00 a.example/20260329T033000_" + id(JOB, "fetched") + ".json")
                .containsKeys("news/summary_report.txt", "news/summary_report_" + JOB + "_run1.json");
    }

    @Test
    void theReportNamesTheFiles() {
        ended(JOB, order(Split.HOST, Include.ALL, null));
        deliver(JOB, 1);

        ObjectNode report = reports.find(JOB).orElseThrow();
        assertThat(report.path("output_count").asInt()).isEqualTo(2);
        assertThat(report.at("/outputs/1/file").asString()).isEqualTo("news/" + JOB + "_run1/b.example.json");
        assertThat(report.at("/outputs/1/articles").asInt()).isEqualTo(2);
        assertThat(report.at("/outputs/1/bytes").asLong())
                .isEqualTo(files().get("news/" + JOB + "_run1/b.example.json").length());
        assertThat(json("news/summary_report.json")).isEqualTo(report);
        assertThat(files().get("news/summary_report.txt"))
                .contains("https://a.example/broken (http_error: HTTP 404)", "Files:      2");
    }

    @Test
    void aReportThatComesLateDoesNotTakeThePlaceOfTheNewest() {
        ended(JOB, order(Split.RUN, Include.ALL, null));
        stores.later(Duration.ofHours(1));
        ended(JOB + "x", order(Split.RUN, Include.ALL, null));

        deliver(JOB + "x", 1);
        deliver(JOB, 1);

        assertThat(json("news/summary_report.json").path("job").asString()).isEqualTo(JOB + "x");
        assertThat(files()).containsKey("news/summary_report_" + JOB + "_run1.json");
    }

    @Test
    void aRetryTellsOfWhatItBroughtAndTheFilesOfBeforeStay() {
        ended(JOB, order(Split.RUN, Include.CHANGED, null));
        deliver(JOB, 1);
        String broken = id(JOB, "broken");
        stores.jobs.reopen(JOB, 1, NextRun.ofFailed(List.of(broken)), stores.now());
        assertThat(deliver(JOB, 1)).isEqualTo(new Deliverer.Done("Run 2 follows; its files tell of this one, too"));
        assertThat(deliver(JOB, 2)).isEqualTo(new Deliverer.FailedForNow("The job has not ended", null));
        scraped(broken);
        stores.efforts.note(List.of(note(JOB, 2, "broken", Brought.FETCHED)));
        stores.ends.settle(JOB, 2, List.of(broken), List.of());

        deliver(JOB, 2);
        Map<String, String> first = files();
        deliver(JOB, 2);

        assertThat(files()).isEqualTo(first).containsKey("news/" + JOB + "_run1.json");
        assertThat(json("news/" + JOB + "_run2.json").path("results").values().stream()
                        .map(one -> one.path("url").asString()))
                .containsExactly("https://a.example/broken");
        assertThat(reports.find(JOB).orElseThrow().at("/outputs/0/file").asString())
                .endsWith("_run2.json");
    }

    @Test
    void whatCannotBeWrittenIsTriedAgainAndLeavesNothingHalf() throws IOException {
        ended(JOB, order(Split.RUN, Include.ALL, null));
        Path taken = Files.createDirectories(temporary.resolve("news/" + JOB + "_run1.json/taken"));

        assertThat(deliver(JOB, 1))
                .isEqualTo(new Deliverer.FailedForNow("OUTPUT_DIR cannot be written: a folder has its name", null));

        assertThat(files()).isEmpty();
        Files.delete(taken);
        Files.delete(taken.getParent());
        assertThat(deliver(JOB, 1)).isInstanceOf(Deliverer.Done.class);
    }

    @Test
    void aLinkThatLeadsOutEndsIt() throws IOException {
        ended(JOB, order(Split.RUN, Include.ALL, null));
        Files.createSymbolicLink(temporary.resolve("news"), outside);

        assertThat(deliver(JOB, 1)).isEqualTo(new Deliverer.GivenUp("news is a link that leads out of OUTPUT_DIR"));
    }

    @Test
    void aJobThatIsGoneAndOneWithoutAnOrderHaveNoFiles() {
        assertThat(deliver("job_nowhere", 1)).isEqualTo(new Deliverer.GivenUp("The job was removed"));
        ended(JOB, null);
        assertThat(deliver(JOB, 1)).isEqualTo(new Deliverer.GivenUp("The job has no output"));
        ended(JOB + "x", order(Split.RUN, Include.ALL, null));
        Deliverer without = deliverer(Optional.empty());
        assertThat(without.deliver(delivery(JOB + "x", 1)))
                .isEqualTo(new Deliverer.FailedForNow("No OUTPUT_DIR is configured", null));
    }

    private Deliverer.Result deliver(String job, int run) {
        return deliverer(Optional.of(new OutputFolder(temporary))).deliver(delivery(job, run));
    }

    private OutputDeliverer deliverer(Optional<OutputFolder> folder) {
        Outputs outputs = stores.outputs;
        return new OutputDeliverer(
                folder,
                reports,
                new ResultsExport(stores.items, stores.articles),
                new Selection(stores.items, stores.efforts),
                outputs);
    }

    private Delivery delivery(String job, int run) {
        return new Delivery("d", job, run, DeliveryKind.OUTPUT, "job.completed", "", 0, stores.now(), stores.now());
    }

    private static OutputOrder order(Split split, Include include, @Nullable String name) {
        return new OutputOrder(Format.JSON, split, include, name, ZoneId.of("Europe/Berlin"));
    }

    private static String id(String job, String name) {
        return "art_" + name + job.substring(JOB.length());
    }

    /** A job of a schedule over pages that were fetched, fetched for nothing, young enough, there already, and broken. */
    private void ended(String job, @Nullable OutputOrder output) {
        List<Item> items = List.of(
                item(job, "a", "fetched", false),
                item(job, "a", "same", false),
                item(job, "b", "fresh", false),
                item(job, "b", "cached", true),
                item(job, "a", "broken", false));
        List<String> ids = items.stream().map(Item::articleId).toList();
        List<String> pending = items.stream()
                .filter(item -> !item.cached())
                .map(Item::articleId)
                .toList();
        Instant due = Instant.parse("2026-03-29T01:30:00Z");
        stores.items.write(job, items);
        stores.jobs.insert(new NewJob(
                job,
                "token",
                ids,
                pending,
                stores.now(),
                stores.now(),
                null,
                FetchOptions.NONE,
                new JobLabel("morning", List.of()),
                null,
                new Orders(new Origin("news", "o", due, stores.now()), null, output, null)));
        ids.stream().filter(id -> !id.contains("broken")).forEach(this::scraped);
        stores.efforts.note(List.of(
                note(job, 1, "fetched", Brought.FETCHED),
                note(job, 1, "same", Brought.UNCHANGED),
                note(job, 1, "fresh", Brought.FRESH),
                note(job, 1, "broken", Brought.NOTHING)));
        stores.ends.settle(
                job,
                1,
                List.of(id(job, "fetched"), id(job, "same"), id(job, "fresh")),
                List.of(new Failure(id(job, "broken"), ErrorCode.HTTP_ERROR, "HTTP 404", stores.now())));
        Job ended = stores.jobs.find(job).orElseThrow();
        assertThat(ended.status().ended()).isTrue();
    }

    private static Item item(String job, String host, String name, boolean cached) {
        return new Item(
                id(job, name), "https://%s.example/%s".formatted(host, name), host + ".example", null, null, 5, cached);
    }

    private static Note note(String job, int run, String name, Brought brought) {
        return new Note(job, run, id(job, name), new Effort(brought, 100L, 10L, Duration.ofMillis(5), 1));
    }

    private void scraped(String article) {
        if (stores.articles.find(article).isEmpty()) {
            stores.collections
                    .articles()
                    .insertOne(new Document("_id", article)
                            .append("url_key", article)
                            .append("url", article)
                            .append("priority", 5)
                            .append("status", "PENDING")
                            .append("reference_count", 1)
                            .append("created_at", Date.from(stores.now()))
                            .append("updated_at", Date.from(stores.now()))
                            .append("retry_count", 0));
        }
        stores.articles.storeScraped(List.of(new Articles.Scraped(
                article,
                Contents.ofText("Title of " + article, "Text of " + article),
                "https://site.example/" + article,
                200,
                null,
                null,
                0,
                stores.now(),
                stores.now())));
    }

    private JsonNode json(String file) {
        return JsonMapper.shared().readTree(files().get(file));
    }

    private Map<String, String> files() {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(temporary)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                found.put(temporary.relativize(file).toString(), Files.readString(file));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return found;
    }
}
