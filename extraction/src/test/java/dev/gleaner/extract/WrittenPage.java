package dev.gleaner.extract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A page below {@code pages}.
 *
 * @param text what the extraction has to find, empty for a page that it has to refuse
 */
record WrittenPage(String name, String html, String text) {
    static Stream<WrittenPage> all() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.endsWith(".html"))
                    .sorted()
                    .map(file -> named(file.substring(0, file.length() - ".html".length())))
                    .toList()
                    .stream();
        }
    }

    static Stream<WrittenPage> articles() throws IOException {
        return all().filter(page -> !page.name().startsWith("refused-"));
    }

    static WrittenPage named(String name) {
        try {
            Path text = folder().resolve(name + ".txt");
            return new WrittenPage(
                    name,
                    Files.readString(folder().resolve(name + ".html")),
                    Files.exists(text) ? Files.readString(text).strip() : "");
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static Path folder() {
        URL folder = Objects.requireNonNull(WrittenPage.class.getResource("/pages"));
        try {
            return Path.of(folder.toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
