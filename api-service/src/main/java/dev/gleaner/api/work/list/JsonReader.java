package dev.gleaner.api.work.list;

import dev.gleaner.url.ArticleUrl;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads lists in JSON: an array of addresses or of articles as a submission has them, the same under {@code articles} or
 * {@code urls}, and JSON Feed 1.x.
 */
final class JsonReader {
    /** A feed of 10,000 entries with all that the format knows has fewer. */
    private static final long MOST_TOKENS = 1_000_000;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(MOST_TOKENS)
                            .maxNestingDepth(50)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .build();

    private JsonReader() {}

    static ListFile read(FileText file, ArticleUrl address) {
        JsonNode root;
        try (Reader reader = file.reader()) {
            root = JSON.readTree(reader);
        } catch (StreamConstraintsException tooMuch) {
            return new ListFile.NoList("is JSON that is nested too deep or has too many values");
        } catch (JacksonException broken) {
            var where = broken.getLocation();
            return new ListFile.NoList(
                    where == null
                            ? "is not valid JSON"
                            : "is not valid JSON at line %d, column %d"
                                    .formatted(where.getLineNr(), where.getColumnNr()));
        } catch (IOException never) {
            throw new IllegalStateException("a file in memory can be read", never);
        }
        if (root.isArray()) {
            return articles(root, address);
        }
        // JSON Feed has "items", and is told by them: its "version" is often missing.
        return Stream.of("articles", "urls")
                .map(root::path)
                .filter(JsonNode::isArray)
                .findFirst()
                .<ListFile>map(list -> articles(list, address))
                .orElseGet(() -> root.path("items").isArray()
                        ? feed(root.path("items"), address)
                        : new ListFile.NoList(
                                "is JSON, but neither a list nor an object with articles, urls or items"));
    }

    private static ListFile articles(JsonNode list, ArticleUrl address) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode one : list) {
            if (one instanceof ObjectNode fields) {
                entries.add(new Entry(
                        resolved(text(fields, "url", "link", "loc"), address),
                        ListDate.parse(text(
                                        fields,
                                        "date_modified",
                                        "updated_at",
                                        "date_published",
                                        "published_at",
                                        "date"))
                                .orElse(null),
                        fields));
            } else {
                entries.add(new Entry(resolved(one.isString() ? one.asString() : null, address), null, null));
            }
        }
        return new ListFile.Entries(entries, false);
    }

    private static ListFile feed(JsonNode items, ArticleUrl address) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode item : items) {
            // The id of an item is its address where it has no other (JSON Feed 1.1, "id").
            entries.add(new Entry(
                    resolved(text(item, "url", "external_url", "id"), address),
                    ListDate.parse(text(item, "date_modified", "date_published"))
                            .orElse(null),
                    null));
        }
        return new ListFile.Entries(entries, false);
    }

    /** The first of these fields that is a text. */
    private static @Nullable String text(JsonNode node, String... fields) {
        for (String field : fields) {
            if (node.path(field).isString() && !node.path(field).asString().isBlank()) {
                return node.path(field).asString();
            }
        }
        return null;
    }

    private static String resolved(@Nullable String reference, ArticleUrl address) {
        return reference == null ? "" : References.resolved(address.given(), reference);
    }
}
