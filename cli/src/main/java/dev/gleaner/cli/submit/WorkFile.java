package dev.gleaner.cli.submit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is to be scraped, as a file says it: a submission in JSON, a list in JSON of addresses and articles, a table (CSV) with
 * a column {@code url}, a feed or sitemap, or plain text with an address on each line, where empty lines and those that begin with {@code #} do not count.
 */
public final class WorkFile {
    private static final String ARTICLES = "articles";
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private WorkFile() {}

    /**
     * The fields of the submission that a file stands for.
     *
     * @throws RunException if it cannot be read, or is none of these
     */
    public static Map<String, Object> read(Path file) {
        try {
            return fields(Files.readAllBytes(file), file.toString());
        } catch (IOException broken) {
            throw new RunException("Cannot read " + file + reason(broken), broken);
        }
    }

    /** The same of what comes in, to its end. */
    public static Map<String, Object> read(InputStream in) {
        try {
            return fields(in.readAllBytes(), "standard input");
        } catch (IOException broken) {
            throw new RunException("Cannot read standard input" + reason(broken), broken);
        }
    }

    private static String reason(IOException broken) {
        return broken instanceof java.nio.file.NoSuchFileException ? ": there is no such file" : ": " + broken;
    }

    private static Map<String, Object> fields(byte[] bytes, String name) {
        String text = text(bytes, name);
        if (text.isEmpty()) {
            throw new RunException(name + " is empty");
        }
        return switch (text.charAt(0)) {
            case '{' -> json(text, name, new TypeReference<LinkedHashMap<String, Object>>() {});
            case '[' -> listed(articles(json(text, name, new TypeReference<List<Object>>() {})));
            case '<' -> listed(ArticleLists.xml(text, name));
            default -> listed(ArticleLists.isTable(text) ? ArticleLists.table(text, name) : lines(text, name));
        };
    }

    private static String text(byte[] bytes, String name) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return (text.indexOf(BYTE_ORDER_MARK) == 0 ? text.substring(1) : text).strip();
        } catch (CharacterCodingException other) {
            throw new RunException(name + " is no text in UTF-8", other);
        }
    }

    private static <T> T json(String text, String name, TypeReference<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JacksonException broken) {
            throw new RunException("%s is no JSON: %s".formatted(name, broken.getOriginalMessage()), broken);
        }
    }

    /** In a list an address alone stands for an article. */
    private static List<Object> articles(List<Object> entries) {
        return entries.stream()
                .<Object>map(entry -> entry instanceof String url ? Map.of("url", url) : entry)
                .toList();
    }

    private static List<Object> lines(String text, String name) {
        List<Object> articles = new ArrayList<>();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> articles.add(Map.of("url", line)));
        if (articles.isEmpty()) {
            throw new RunException(name + " has no address");
        }
        return articles;
    }

    /** Whoever keeps a list does not count what is in it twice. */
    private static Map<String, Object> listed(List<Object> articles) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(ARTICLES, articles);
        fields.put("on_duplicate", "skip");
        return fields;
    }
}
