package dev.gleaner.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** A folder of stored pages: {@code html/<id>.html.gz}, each in UTF-8. */
final class PageFolder {
    private static final String ENDING = ".html.gz";

    private PageFolder() {}

    /**
     * The pages by their ids, in the order of these.
     *
     * @throws IOException if the folder holds no such page, or one cannot be read
     */
    static Map<String, byte[]> read(Path folder) throws IOException {
        Map<String, byte[]> pages = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve("html"), "*" + ENDING)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                try (InputStream page = new GZIPInputStream(Files.newInputStream(file))) {
                    pages.put(name.substring(0, name.length() - ENDING.length()), page.readAllBytes());
                }
            }
        }
        if (pages.isEmpty()) {
            throw new IOException(folder + " holds no html/*" + ENDING);
        }
        return pages;
    }
}
