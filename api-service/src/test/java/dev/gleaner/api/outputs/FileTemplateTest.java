package dev.gleaner.api.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.job.OutputOrder;
import dev.gleaner.job.OutputOrder.Format;
import dev.gleaner.job.OutputOrder.Include;
import dev.gleaner.job.OutputOrder.Split;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileTemplateTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/etc/cron.d/{job_id}",
                "../{job_id}",
                "a/../{job_id}",
                "a/./{job_id}",
                "a//{job_id}",
                "a/",
                ".hidden",
                "a\\{job_id}",
                "C:{job_id}",
                "{job_id}\0",
                "{job_id}\n",
                "con",
                "NUL.txt",
                "a/LPT1/{job_id}",
                "trailing.",
                " {job_id}",
                "{nobody}",
                "{JOB_ID}",
                "{job_id",
                "}{",
                "{}",
                "{host}",
                "{article_id}",
                "summary_report",
                "x/Summary_Report_{job_id}",
                "a/b/c/d/e/f/g/h/i"
            })
    void whatIsNoTemplateIsRefused(String text) {
        assertThat(FileTemplate.fault(text, Split.RUN)).isPresent();
    }

    @Test
    void oneThatIsTooLongIsRefused() {
        assertThat(FileTemplate.fault("x".repeat(201), Split.RUN)).isPresent();
        assertThat(FileTemplate.fault("x".repeat(200), Split.RUN)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "RUN,{schedule}/{date}/{job_id}_{run}",
        "RUN,latest",
        "RUN,Tägliche Artikel/{timestamp}",
        "HOST,{host}/{date}_{time}",
        "ARTICLE,{host}/{article_id}",
    })
    void whatTellsTheFilesOfARunApartIsTaken(Split split, String text) {
        assertThat(FileTemplate.fault(text, split)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"HOST,{job_id}", "HOST,{host}/{article_id}", "ARTICLE,{host}", "ARTICLE,{job_id}"})
    void whatGivesTwoFilesOfARunOneNameIsNot(Split split, String text) {
        assertThat(FileTemplate.fault(text, split)).isPresent();
    }

    @Test
    void theUsualOnesAreTemplates() {
        for (Split split : Split.values()) {
            FileTemplate usual = FileTemplate.of(order(split, null));
            assertThat(usual.render(Map.of(
                            Placeholder.SCHEDULE, "news",
                            Placeholder.JOB_ID, "job_1",
                            Placeholder.RUN, "2",
                            Placeholder.HOST, "a.example",
                            Placeholder.ARTICLE_ID, "art_1")))
                    .startsWith("news")
                    .last()
                    .asString()
                    .endsWith(".json");
        }
    }

    @Test
    void theExtensionIsAddedOnce() {
        assertThat(render("{job_id}.json", "job_1")).containsExactly("job_1.json");
        assertThat(render("{job_id}.JSON", "job_1")).containsExactly("job_1.json");
        assertThat(render("{job_id}.csv", "job_1")).containsExactly("job_1.csv.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                ".",
                "../../etc/passwd",
                "/etc/passwd",
                "..\\..\\windows",
                "a\0b",
                "a\nb",
                "CON",
                "com1",
                "aux.txt",
                "",
                " ",
                "name.",
                "[::1]:8080",
                "summary_report",
                "~root",
                "%2e%2e",
                "\u202Egnp.exe"
            })
    void noValueLeadsElsewhereOrIsRefusedByASystem(String value) {
        for (String template : List.of("{job_id}", "{job_id}/{job_id}", "x{job_id}/y{job_id}")) {
            List<String> name = render(template, value);
            Path root = Path.of("/out");
            Path path = root;
            for (String part : name) {
                assertThat(part)
                        .matches("[A-Za-z0-9._+%~ -]+")
                        .doesNotStartWith(".")
                        .doesNotEndWith(".");
                assertThat(SafeName.isReserved(part)).as(part).isFalse();
                path = path.resolve(part);
            }
            assertThat(path.normalize()).isEqualTo(path).startsWithRaw(root);
            assertThat(name.getLast()).doesNotStartWith(FileTemplate.SUMMARY);
        }
    }

    @Test
    void aDeviceThatIsMadeOfPartsIsNone() {
        assertThat(FileTemplate.fault("CO{job_id}", Split.RUN)).isEmpty();
        assertThat(render("CO{job_id}", "N")).containsExactly("%43ON.json");
    }

    @Test
    void twoValuesNeverHaveTheSameName() {
        List<String> values =
                List.of("a:1", "a_1", "a%3A1", "con", "%63on", ".", "%2E", "x".repeat(300), "x".repeat(301), "", "%");
        assertThat(values.stream().map(SafeName::ofValue)).doesNotHaveDuplicates();
    }

    @Test
    void noNameIsLongerThanFileSystemsTake() {
        String deep = "{job_id}{job_id}{job_id}{job_id}";
        assertThat(render(deep, "ä".repeat(5000)).getLast().getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(255);
        assertThat(render("ü".repeat(190), "").getLast().getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(255);
    }

    @Test
    void theReportsLieWhereAllRunsHaveTheirFolders() {
        assertThat(summaryFolder("{schedule}/daily/{date}/{job_id}")).containsExactly("news", "daily");
        assertThat(summaryFolder("{job_id}/all")).isEmpty();
        assertThat(summaryFolder("latest")).isEmpty();
    }

    private static List<String> summaryFolder(String template) {
        return FileTemplate.of(order(Split.RUN, template)).summaryFolder(Map.of(Placeholder.SCHEDULE, "news"));
    }

    private static List<String> render(String template, String value) {
        return FileTemplate.of(order(Split.RUN, template)).render(Map.of(Placeholder.JOB_ID, value));
    }

    private static OutputOrder order(Split split, String template) {
        return new OutputOrder(Format.JSON, split, Include.ALL, template, ZoneOffset.UTC);
    }
}
