package dev.gleaner.api.work.list;

import dev.gleaner.url.ArticleUrl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/** Finds out what a file is by its content: types that servers name are too often wrong. */
final class FileReader {
    private static final int FEED_HINT_CHARACTERS = 200_000;

    private final int mostBytes;

    /** @param mostBytes of a file that is not compressed */
    FileReader(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * Reads a file.
     *
     * @param charset as the server named it
     * @param address of the file, behind redirects
     */
    ListFile read(byte[] body, @Nullable String charset, ArticleUrl address) {
        byte[] bytes = body;
        boolean cut = false;
        if (isGzip(bytes)) {
            try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
                Unpacked all = unpack(unpacked);
                bytes = all.bytes;
                cut = all.cut;
            } catch (IOException broken) {
                return new ListFile.NoList("is compressed, but damaged");
            }
            if (bytes.length > mostBytes) {
                return new ListFile.NoList("is larger than %d bytes when it is unpacked".formatted(mostBytes));
            }
        }
        ListFile read = parsed(FileText.of(bytes, charset), address);
        return cut && read instanceof ListFile.Entries(List<Entry> entries, boolean damaged)
                ? new ListFile.Entries(entries, true)
                : read;
    }

    private static ListFile parsed(FileText file, ArticleUrl address) {
        String head = file.head().stripLeading();
        if (head.isEmpty()) {
            return new ListFile.NoList("is empty");
        }
        String start = head.toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
            return new ListFile.NoList("is an HTML page" + feedOf(file, address));
        }
        return switch (head.charAt(0)) {
            case '<' -> XmlReader.read(file, address);
            case '{', '[' -> JsonReader.read(file, address);
            default -> lines(file);
        };
    }

    /** One address in each line, as sitemaps may be written. */
    private static ListFile lines(FileText file) {
        List<String> lines = file.text(Integer.MAX_VALUE / 4)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
                .toList();
        if (lines.stream().noneMatch(line -> line.regionMatches(true, 0, "http", 0, 4) && line.contains("://"))) {
            return new ListFile.NoList("is neither JSON, a feed, a sitemap nor text with an address in each line");
        }
        return new ListFile.Entries(
                lines.stream().map(line -> new Entry(line, null, null)).toList(), false);
    }

    /** The page may name its feed, which is what was meant. */
    private static String feedOf(FileText file, ArticleUrl address) {
        String html = file.text(FEED_HINT_CHARACTERS);
        var feed = Jsoup.parse(html.substring(0, Math.min(html.length(), FEED_HINT_CHARACTERS)), address.given())
                .selectFirst("link[rel~=(?i)alternate][type~=(?i)(rss|atom|feed[+]json)][href]");
        return feed == null
                ? ""
                : "; it names this feed: " + feed.absUrl("href").replaceAll("[^!-~]", "?");
    }

    private Unpacked unpack(GZIPInputStream in) {
        byte[] bytes = new byte[Math.min(1 << 16, mostBytes + 1)];
        int length = 0;
        try {
            while (length <= mostBytes) {
                if (length == bytes.length) {
                    bytes = Arrays.copyOf(bytes, (int) Math.min(2L * length, mostBytes + 1L));
                }
                int read = in.read(bytes, length, bytes.length - length);
                if (read < 0) {
                    return new Unpacked(Arrays.copyOf(bytes, length), false);
                }
                length += read;
            }
            return new Unpacked(bytes, true);
        } catch (IOException broken) {
            // What was unpacked until there may be read.
            return new Unpacked(Arrays.copyOf(bytes, length), true);
        }
    }

    private static boolean isGzip(byte[] bytes) {
        return bytes.length > 2 && (bytes[0] & 0xFF) == 0x1F && (bytes[1] & 0xFF) == 0x8B;
    }

    /**
     * What was compressed.
     *
     * @param cut whether its end is missing
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Unpacked(byte[] bytes, boolean cut) {}
}
