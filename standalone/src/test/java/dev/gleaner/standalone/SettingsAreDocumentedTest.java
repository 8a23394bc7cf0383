package dev.gleaner.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What can be set is told in the README and in .env.example, with the default that holds, and nothing else is. */
class SettingsAreDocumentedTest {
    private static final Path ROOT = Path.of("..");

    /** Read by the launcher, the program or docker-compose, not by the services. */
    private static final Map<String, String> OTHERS =
            Map.of("DATA_DIR", "./data", "JAVA_OPTS", "", "GLEANER_FAST_START", "on", "CONSUMERS", "3");

    @Test
    void theExampleHasEverySettingWithItsDefault() throws IOException {
        assertThat(found(".env.example", "(?m)^([A-Z][A-Z0-9_]+)=(.*)$")).isEqualTo(settings());
    }

    @Test
    void theReadmeHasEverySetting() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        String table = readme.substring(
                readme.indexOf("## Settings"), readme.indexOf("\n## ", readme.indexOf("## Settings") + 5));
        TreeSet<String> named = Pattern.compile("`([A-Z][A-Z0-9_]{3,})`")
                .matcher(table.lines()
                        .filter(line -> line.startsWith("|"))
                        .map(line -> line.split("\\|")[1])
                        .collect(Collectors.joining("\n")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isEqualTo(new TreeSet<>(settings().keySet()));
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
        settings.putAll(OTHERS);
        return settings;
    }

    private static Map<String, String> found(String file, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(ROOT.resolve(file)))
                .results()
                .collect(Collectors.toMap(
                        (MatchResult match) -> match.group(1), match -> match.group(2), (a, b) -> a, TreeMap::new));
    }
}
