package dev.gleaner.api.schedules.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.api.schedules.trigger.TriggerReader.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** The page about triggers says what is so. */
class TriggersPageTest {
    private static final Path PAGE = Path.of("..", "docs", "triggers.md");
    private static final Pattern WORDS =
            Pattern.compile("^\\| `([^`]+)` \\| ((?:At|Every) [^|]+) \\|$", Pattern.MULTILINE);
    private static final Pattern RULE = Pattern.compile(
            "^\\| 1\\.\\d [\\d.]+ \\| [^|]+ \\| `([^`]+)` \\| (taken|refused)[^|]* \\|$", Pattern.MULTILINE);
    private static final Pattern EXAMPLE = Pattern.compile("`(\\{\"type\"[^`]+)`");
    private static final Pattern ONE_LINE = Pattern.compile("As one line: (.*?)\\. What", Pattern.DOTALL);
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final ReadRules RULES = new ReadRules(NOW, ZoneOffset.UTC, false, ReadRules.SHORTEST, NOW);

    @Test
    void theWordsOfEverydayExpressionsAreTheirs() throws IOException {
        assertThat(all(WORDS))
                .hasSize(9)
                .allSatisfy(row -> assertThat(
                                Cron.of(row.group(1), DaylightSaving.RUN_AFTER).words())
                        .isEqualTo(row.group(2)));
    }

    @Test
    void theRulesOfTheSpecificationAreKeptAsItSays() throws IOException {
        assertThat(all(RULE))
                .hasSizeGreaterThan(30)
                .allSatisfy(row -> assertThat(CronPattern.read(row.group(1), fault -> {}) == null ? "refused" : "taken")
                        .as(row.group(1))
                        .isEqualTo(row.group(2)));
    }

    @Test
    void theExamplesAreTriggers() throws IOException {
        assertThat(all(EXAMPLE))
                .hasSize(7)
                .allSatisfy(example -> assertThat(
                                TriggerReader.read(JsonMapper.builder().build().readTree(example.group(1)), RULES))
                        .isInstanceOf(Result.Read.class));
        String lines = all(ONE_LINE).getFirst().group(1);
        assertThat(Pattern.compile("`([^`]+)`").matcher(lines).results().toList())
                .hasSize(9)
                .allSatisfy(line -> assertThat(TriggerReader.read(StringNode.valueOf(line.group(1)), RULES))
                        .isInstanceOf(Result.Read.class));
    }

    private static List<MatchResult> all(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(PAGE)).results().toList();
    }
}
