package dev.gleaner.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of settings is what the code makes of it. */
class SettingsPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/settings.md");

    @Test
    void thePageIsGenerated() throws IOException {
        String page = SettingsPage.of(ROOT);
        if (Boolean.getBoolean("settings.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("docs/settings.md is not what the code says; make it anew with"
                        + " ./mvnw -pl standalone -Dtest=SettingsPageTest -Dsettings.write=true test")
                .isEqualTo(page);
    }

    @Test
    void everySettingSaysWhatItMeans() throws IOException {
        assertThat(SettingsPage.of(ROOT).lines().filter(line -> line.startsWith("| `")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.split("\\|")[4]).isNotBlank());
    }
}
