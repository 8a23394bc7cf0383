package dev.gleaner.extract;

import dev.gleaner.extract.body.BodyReader;
import dev.gleaner.extract.markdown.GivenMarkdown;
import dev.gleaner.extract.metadata.Dates;
import dev.gleaner.extract.metadata.LanguageDetector;
import dev.gleaner.extract.metadata.Languages;
import dev.gleaner.extract.metadata.Sites;
import dev.gleaner.extract.metadata.Source;
import dev.gleaner.extract.page.Addresses;
import dev.gleaner.extract.page.Texts;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An article that somebody else has read: the fields of {@link ArticleContent} in a JSON object, under the same names. They are
 * cleaned like those of pages (white space and what cannot be seen, HTML in Markdown, an address of another site as the
 * canonical one), and lines are cut to the same lengths. What is of another type, or is no time, language or address at all, is
 * refused and not passed over: whoever wrote the program is to see it.
 */
public final class GivenArticle {
    private static final int MAX_NAME = 200;
    private static final int MAX_NAMES = 20;
    private static final int MAX_DESCRIPTION = 5_000;
    private static final int MAX_ADDRESS = 2_048;

    /** Of these fields there is no word; count, hash and sources are ours to say. */
    private static final Set<String> FIELDS = Set.of(
            "title",
            "content",
            "markdown",
            "authors",
            "published_at",
            "modified_at",
            "language",
            "description",
            "image",
            "site_name",
            "canonical_url",
            "word_count",
            "content_hash",
            "sources");

    private final JsonNode given;
    private final String url;
    private final Map<String, String> sources = new TreeMap<>();

    private GivenArticle(JsonNode given, String url) {
        this.given = given;
        this.url = url;
    }

    /** Why an object is no article: the field and what it must be, in words for whoever wrote the program. */
    public static final class InvalidException extends Exception {
        private static final long serialVersionUID = 1L;

        public InvalidException(String field, String must) {
            super(field + " " + must);
        }
    }

    /** Whether a field of this name is one of the article. */
    public static boolean isField(String name) {
        return FIELDS.contains(name);
    }

    /**
     * The article in an object; its other fields are not looked at.
     *
     * @param url of the article; empty if it is not known
     */
    public static ArticleContent read(JsonNode given, String url) throws InvalidException {
        return new GivenArticle(given, url).content();
    }

    private ArticleContent content() throws InvalidException {
        String text = longText("content");
        String written = longText("markdown");
        GivenMarkdown markdown = written == null ? null : GivenMarkdown.read(written, url);
        String content = BodyReader.ofPlainText(
                        Objects.requireNonNullElse(text, markdown == null ? "" : markdown.text()))
                .text(ArticleExtractor.MAX_CONTENT);
        return new ArticleContent(
                Objects.requireNonNullElse(line("title", ArticleExtractor.MAX_TITLE), ""),
                content,
                Texts.cut(
                        markdown == null ? GivenMarkdown.ofText(content) : markdown.markdown(),
                        ArticleExtractor.MAX_CONTENT),
                authors(),
                time("published_at"),
                time("modified_at"),
                language(content),
                line("description", MAX_DESCRIPTION),
                address("image"),
                line("site_name", MAX_NAME),
                canonical(),
                Texts.words(content),
                ContentHash.of(content),
                sources);
    }

    private @Nullable String text(String field) throws InvalidException {
        JsonNode value = given.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw new InvalidException(field, "must be a text");
        }
        return value.stringValue();
    }

    private @Nullable String longText(String field) throws InvalidException {
        String text = text(field);
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > ArticleExtractor.MAX_CONTENT) {
            throw new InvalidException(field, "is longer than " + ArticleExtractor.MAX_CONTENT + " characters");
        }
        return Texts.storable(text.replace("\r\n", "\n").replace('\r', '\n'));
    }

    private @Nullable String line(String field, int most) throws InvalidException {
        String text = text(field);
        String line = Texts.line(text, most);
        return text == null || line.isEmpty() ? null : told(field, line);
    }

    private <T> T told(String field, T value) {
        sources.put(field, Source.SCRAPER.label());
        return value;
    }

    /** One name, or several. */
    private List<String> authors() throws InvalidException {
        JsonNode value = given.get("authors");
        if (value == null || value.isNull()) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (JsonNode name : value.isArray() ? value : List.of(value)) {
            if (!name.isString()) {
                throw new InvalidException("authors", "must be a list of texts");
            }
            String line = Texts.line(name.stringValue(), MAX_NAME);
            if (!line.isEmpty() && names.size() < MAX_NAMES) {
                names.add(line);
            }
        }
        return names.isEmpty() ? names : told("authors", names);
    }

    private @Nullable OffsetDateTime time(String field) throws InvalidException {
        String text = text(field);
        if (text == null || text.isBlank()) {
            return null;
        }
        OffsetDateTime time = Dates.parse(text);
        if (time == null) {
            throw new InvalidException(field, "must be a time, such as 2026-11-30T18:15:00Z");
        }
        return told(field, time);
    }

    private @Nullable String language(String content) throws InvalidException {
        String text = text("language");
        if (text == null || text.isBlank()) {
            String detected = LanguageDetector.detect(content);
            if (detected != null) {
                sources.put("language", Source.TEXT.label());
            }
            return detected;
        }
        String tag = Languages.tag(text);
        if (tag == null) {
            throw new InvalidException("language", "must be a tag of BCP 47, such as en");
        }
        return told("language", tag);
    }

    private @Nullable String address(String field) throws InvalidException {
        String text = text(field);
        if (text == null || text.isBlank()) {
            return null;
        }
        String address = Addresses.absolute(url, text, MAX_ADDRESS);
        if (address == null) {
            throw new InvalidException(
                    field, "must be an http or https address of at most " + MAX_ADDRESS + " characters");
        }
        return told(field, address);
    }

    private @Nullable String canonical() throws InvalidException {
        String address = address("canonical_url");
        if (address != null && !Sites.isSame(host(address), host(url))) {
            sources.remove("canonical_url");
            return null;
        }
        return address;
    }

    private static String host(String address) {
        try {
            return Objects.requireNonNullElse(URI.create(address).getHost(), "");
        } catch (IllegalArgumentException none) {
            return "";
        }
    }
}
