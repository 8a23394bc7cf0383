package dev.gleaner.consumer.command.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gleaner.consumer.command.Definition;
import dev.gleaner.scraper.ScraperRegistry;
import dev.gleaner.scraper.ScraperSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@org.junit.jupiter.api.extension.ExtendWith(OutputCaptureExtension.class)
class ScrapersFileTest {
    @TempDir
    private Path folder;

    private Path path;

    @BeforeEach
    void write() throws IOException {
        path = folder.resolve("scrapers.yaml");
        Files.writeString(path, "scrapers: {one: {command: [./run]}}");
    }

    @Test
    void aNewVersionIsTakenUpWhenItRests() throws IOException {
        ScrapersFile file = new ScrapersFile(path);
        assertThat(file.find("one")).isPresent();
        assertThat(file.find("one").orElseThrow().command())
                .containsExactly(List.of(folder.resolve("run").toString()));
        assertThat(file.look()).isFalse();

        Files.writeString(path, "scrapers: {one: {command: [a]}, two: {command: [a]}}");
        assertThat(file.look()).isFalse();
        Files.writeString(path, "scrapers: {one: {command: [a]}, three: {command: [a]}}");
        assertThat(file.look()).isFalse();
        assertThat(file.look()).isTrue();
        assertThat(file.all()).extracting(Definition::name).containsExactly("one", "three");
        assertThat(file.find("two")).isEmpty();
        assertThat(file.look()).isFalse();
    }

    @Test
    void anotherFileInItsPlaceOfTheSameSizeAndTimeIsNoticed() throws IOException {
        ScrapersFile file = new ScrapersFile(path);
        Path other = Files.writeString(folder.resolve("other"), "scrapers: {two: {command: [./run]}}");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(path));
        Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);

        assertThat(List.of(file.look(), file.look())).containsExactly(false, true);
        assertThat(file.find("two")).isPresent();
    }

    @Test
    void oneThatCannotBeUsedIsToldOnceAndChangesNothing(CapturedOutput output) throws IOException {
        ScrapersFile file = new ScrapersFile(path);
        Files.writeString(path, "scrapers:\n  one:\n    command: [a]\n    timeout: soon\n");
        for (int look = 0; look < 4; look++) {
            assertThat(file.look()).isFalse();
        }

        assertThat(file.all()).extracting(Definition::name).containsExactly("one");
        assertThat(output.getAll())
                .containsOnlyOnce("line 4: scrapers.one.timeout must be a time like 30s or PT30S")
                .containsOnlyOnce("The scrapers stay as they were");

        Files.delete(path);
        assertThat(List.of(file.look(), file.look(), file.look())).doesNotContain(true);
        assertThat(file.all()).hasSize(1);
        assertThat(output.getAll()).containsOnlyOnce("is not there, or is no file");

        write();
        assertThat(List.of(file.look(), file.look())).containsExactly(false, false);
        Files.writeString(path, "scrapers: {}");
        assertThat(List.of(file.look(), file.look())).containsExactly(false, true);
        assertThat(file.all()).isEmpty();
    }

    @Test
    void aConsumerDoesNotStartWithoutTheFileThatItIsToldOf() throws IOException {
        assertThatExceptionOfType(InvalidScrapersException.class)
                .isThrownBy(() -> new ScrapersFile(folder))
                .withMessageContaining("is not there, or is no file");
        Path latin = Files.write(folder.resolve("latin"), new byte[] {'#', (byte) 0xe4});
        assertThatExceptionOfType(InvalidScrapersException.class)
                .isThrownBy(() -> new ScrapersFile(latin))
                .withMessageContaining("is not UTF-8");
        Path large = Files.writeString(folder.resolve("large"), "#".repeat((1 << 20) + 1));
        assertThatExceptionOfType(InvalidScrapersException.class)
                .isThrownBy(() -> new ScrapersFile(large))
                .withMessageContaining("has more than 1048576 bytes");
    }

    @Test
    void theRegistryIsToldAtOnceOfWhatIsNewAndElseFromTimeToTime() throws IOException {
        Told told = new Told();
        List<Instant> now = new ArrayList<>(List.of(Instant.parse("2026-03-01T10:00:00Z")));
        Announcer announcer = new Announcer(new ScrapersFile(path), told, "me", now::getLast);

        announcer.turn();
        announcer.turn();
        assertThat(told.lines).containsExactly("me [one]");
        now.add(now.getLast().plus(ScraperRegistry.TOLD_EVERY).plusMillis(1));
        announcer.turn();
        assertThat(told.lines).containsExactly("me [one]", "me [one]");

        Files.writeString(path, "scrapers: {two: {command: [a]}}");
        announcer.turn();
        announcer.turn();
        announcer.leave();
        assertThat(told.lines).containsExactly("me [one]", "me [one]", "me [two]", "me left");
    }

    /** Notes what it is told. */
    private static final class Told implements ScraperRegistry {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void announce(String consumer, List<ScraperSummary> scrapers, Instant now) {
            lines.add(
                    consumer + " " + scrapers.stream().map(ScraperSummary::name).toList());
        }

        @Override
        public void leave(String consumer) {
            lines.add(consumer + " left");
        }

        @Override
        public List<Known> known(Instant now) {
            throw new UnsupportedOperationException();
        }
    }
}
