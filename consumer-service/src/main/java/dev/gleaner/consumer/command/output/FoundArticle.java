package dev.gleaner.consumer.command.output;

import dev.gleaner.article.Articles;
import dev.gleaner.extract.ArticleContent;
import dev.gleaner.extract.GivenArticle;
import dev.gleaner.extract.GivenArticle.InvalidException;
import dev.gleaner.url.ArticleUrl;
import dev.gleaner.url.InvalidUrlException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An article that a command has found.
 *
 * @param url of the article, as it says; null if it says none
 * @param finalUrl that it says the page came from, behind all redirects; null if it says none
 * @param data what it says under {@code data}, or else all of its fields that are none of the article's; null for none
 */
public record FoundArticle(
        @Nullable String url,
        @Nullable String finalUrl,
        ArticleContent content,
        @Nullable String data) {
    /** Numbers stay as they are written: a price of 1.50 is not 1.5. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final Set<String> ADDRESSES = Set.of("url", "final_url");
    private static final Set<String> THAT_MAKE_ONE = Set.of("title", "content", "markdown");
    private static final String DATA = "data";

    /** Half of a pair of surrogates, which is no character and cannot be stored. */
    private static final Pattern HALF = Pattern.compile("\\p{Cs}");

    /** What came of reading an object. */
    public sealed interface Reading {
        record Found(FoundArticle article) implements Reading {}

        /** @param why what is wrong, and where, in words for whoever wrote the program */
        record Refused(String why) implements Reading {}
    }

    /**
     * The article in one JSON object.
     *
     * @param baseUrl of the article if it is known already: relative addresses stand under it
     */
    public static Reading read(String json, @Nullable String baseUrl) {
        try {
            JsonNode node = JSON.readTree(json);
            return of(node, baseUrl);
        } catch (JacksonException broken) {
            return new Reading.Refused("is no valid JSON" + where(broken.getLocation()));
        }
    }

    /** As {@link #read}; Scrapy and others write a list, which may hold one object. */
    static Reading readAlone(String json, @Nullable String baseUrl) {
        try {
            JsonNode node = JSON.readTree(json);
            if (node.isArray()) {
                return node.size() == 1
                        ? of(node.get(0), baseUrl)
                        : new Reading.Refused("is a list of %d and not one object".formatted(node.size()));
            }
            return of(node, baseUrl);
        } catch (JacksonException broken) {
            return new Reading.Refused("is no valid JSON" + where(broken.getLocation()));
        }
    }

    private static Reading of(JsonNode node, @Nullable String baseUrl) {
        if (!(node instanceof ObjectNode object)) {
            return new Reading.Refused("is no JSON object");
        }
        try {
            String url = url(object, "url");
            String finalUrl = url(object, "final_url");
            String base = finalUrl != null ? finalUrl : url != null ? url : baseUrl;
            ArticleContent content = GivenArticle.read(object, Objects.requireNonNullElse(base, ""));
            String data = data(object);
            if (data == null && THAT_MAKE_ONE.stream().noneMatch(object::hasNonNull)) {
                return new Reading.Refused("has neither title, content, markdown nor data");
            }
            return new Reading.Found(new FoundArticle(url, finalUrl, content, data));
        } catch (InvalidException invalid) {
            return new Reading.Refused(Objects.requireNonNull(invalid.getMessage()));
        } catch (StackOverflowError deep) {
            return new Reading.Refused("markdown is nested too deeply");
        }
    }

    private static @Nullable String url(ObjectNode object, String field) throws InvalidException {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw new InvalidException(field, "must be a text");
        }
        try {
            return ArticleUrl.parse(value.stringValue()).given();
        } catch (InvalidUrlException invalid) {
            throw new InvalidException(field, "is no valid address: " + invalid.reason());
        }
    }

    private static @Nullable String data(ObjectNode object) throws InvalidException {
        JsonNode given = object.get(DATA);
        if (given == null) {
            ObjectNode rest = object.deepCopy();
            rest.remove(object.propertyNames().stream()
                    .filter(name -> GivenArticle.isField(name) || ADDRESSES.contains(name))
                    .toList());
            given = rest.isEmpty() ? null : rest;
        }
        if (given == null || given.isNull()) {
            return null;
        }
        String text = HALF.matcher(JSON.writeValueAsString(given)).replaceAll("\uFFFD");
        if (text.getBytes(StandardCharsets.UTF_8).length > Articles.MOST_DATA) {
            throw new InvalidException(DATA, "has more than " + Articles.MOST_DATA + " bytes");
        }
        return text;
    }

    private static String where(@Nullable TokenStreamLocation place) {
        return place == null || place.getLineNr() < 1
                ? ""
                : " (line %d, column %d)".formatted(place.getLineNr(), place.getColumnNr());
    }
}
