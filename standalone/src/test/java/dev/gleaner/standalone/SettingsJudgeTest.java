package dev.gleaner.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.platform.SettingsJudge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All that is wrong with the settings is said at once and by name, before anything starts. */
class SettingsJudgeTest {
    @Test
    void theDefaultsAndBlankOnesAreFine() {
        assertThat(SettingsJudge.judge(Map.of("STORE_WAIT", " ", "API_PORT", "", "LOG_LEVEL", "", "PATH", "/bin")))
                .isEqualTo(new SettingsJudge.Verdict(Map.of(), List.of()));
    }

    @Test
    void allThatIsWrongIsSaidTogether() {
        SettingsJudge.Verdict verdict = SettingsJudge.judge(Map.of(
                "STORE_WAIT", "abc",
                "SCRAPE_TIMEOUT", "-1",
                "MAX_BODY", "lots",
                "HOST_MAX_CONCURRENT", "0",
                "ROBOTS_OBEY", "perhaps",
                "API_PORT", "70000",
                "LOG_LEVEL", "loud",
                "SECRET_KEY", "short",
                "CONSUMER_CONCURRENCY", "many"));

        assertThat(verdict.faults())
                .containsOnlyKeys(
                        "STORE_WAIT",
                        "SCRAPE_TIMEOUT",
                        "MAX_BODY",
                        "HOST_MAX_CONCURRENT",
                        "ROBOTS_OBEY",
                        "API_PORT",
                        "LOG_LEVEL",
                        "SECRET_KEY",
                        "CONSUMER_CONCURRENCY")
                .containsEntry("STORE_WAIT", "must be a time such as 500ms, 30s, 5m, 2h or 7d, but is 'abc'")
                .containsEntry("MAX_BODY", "must be a size such as 512KB or 8MB, but is 'lots'");
        assertThat(verdict.text()).startsWith("9 settings are wrong:").doesNotContain("short'");
    }

    @Test
    void whatFollowsFromOneAnotherIsFoundToo() {
        assertThat(SettingsJudge.judge(Map.of("CALLBACK_ATTEMPTS", "0", "CALLBACK_AT_ONCE", "0"))
                        .faults())
                .containsOnlyKeys("CALLBACK_ATTEMPTS", "CALLBACK_AT_ONCE");
    }

    @Test
    void whatLooksLikeASettingAndIsNoneIsSaid() {
        SettingsJudge.Verdict verdict =
                SettingsJudge.judge(Map.of("SCRAPE_TIMOUT", "5", "LANGUAGE", "en", "REDIS_HOST", "x"));

        assertThat(verdict.faults()).isEmpty();
        assertThat(verdict.hints()).containsExactly("SCRAPE_TIMOUT is no setting; did you mean SCRAPE_TIMEOUT?");
    }

    /** Else the settings of a new record would be judged only when it is too late. */
    @Test
    void everyRecordIsKnown() throws IOException {
        Path root = Path.of("..");
        List<String> listed = Files.readAllLines(root.resolve("shared/src/main/resources/gleaner.settings"));
        for (String module : List.of("shared", "api-service", "consumer-service")) {
            Path sources = root.resolve(module).resolve("src/main/java");
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".java")).toList()) {
                    if (Files.readString(file).contains("\n@ConfigurationProperties(\"")) {
                        String name = sources.relativize(file).toString().replace('/', '.');
                        assertThat(listed)
                                .as("shared/src/main/resources/gleaner.settings")
                                .contains(name.substring(0, name.length() - ".java".length()));
                    }
                }
            }
        }
    }
}
