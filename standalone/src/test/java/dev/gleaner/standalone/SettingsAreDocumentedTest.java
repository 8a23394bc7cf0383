package dev.gleaner.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What can be set is told in .env.example, and what is used most in the README, with the default that holds. */
class SettingsAreDocumentedTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void theExampleHasEverySettingWithItsDefault() throws IOException {
        assertThat(found(".env.example", "(?m)^([A-Z][A-Z0-9_]+)=(.*)$")).isEqualTo(settings());
    }

    @Test
    void theReadmeHasTenSettingsWithTheirDefaults() throws IOException {
        Map<String, String> told = found("README.md", "(?m)^\\| `([A-Z][A-Z0-9_]+)` \\| (?:none|`([^`]*)`) \\|");
        Map<String, String> all = settings();

        assertThat(told).hasSize(10);
        assertThat(all).containsAllEntriesOf(told);
    }

    @Test
    void composeHandsOnOnlyWhatThereIs() throws IOException {
        Map<String, String> used = found("docker-compose.yml", "\\$\\{([A-Z][A-Z0-9_]+):-([^}]*)}");
        Map<String, String> all = settings();

        assertThat(all.keySet()).containsAll(used.keySet());
        used.forEach((name, value) -> assertThat(value).as(name).isEqualTo(all.get(name)));
    }

    private static Map<String, String> settings() throws IOException {
        Map<String, String> settings =
                found("shared/src/main/resources/gleaner.properties", "\\$\\{([A-Z][A-Z0-9_]+):([^}]*)}");
        SettingsPage.OTHERS.forEach(other -> settings.put(other.variable(), other.standard()));
        return settings;
    }

    private static Map<String, String> found(String file, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(ROOT.resolve(file)))
                .results()
                .collect(Collectors.toMap(
                        (MatchResult match) -> match.group(1),
                        match -> Objects.requireNonNullElse(match.group(2), ""),
                        (a, b) -> a,
                        TreeMap::new));
    }
}
