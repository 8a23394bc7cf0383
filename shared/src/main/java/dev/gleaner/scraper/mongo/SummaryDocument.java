package dev.gleaner.scraper.mongo;

import dev.gleaner.scraper.ParamSpec;
import dev.gleaner.scraper.ParamType;
import dev.gleaner.scraper.ScraperMode;
import dev.gleaner.scraper.ScraperSummary;
import dev.gleaner.store.mongo.Fields;
import java.util.Locale;
import org.bson.Document;

/** How the summary of a scraper lies in a document. */
final class SummaryDocument {
    private SummaryDocument() {}

    static Document of(ScraperSummary scraper) {
        return new Document("name", scraper.name())
                .append("description", scraper.description())
                .append("mode", word(scraper.mode()))
                .append(
                        "params",
                        scraper.params().stream().map(SummaryDocument::param).toList())
                .append("settings", scraper.settings())
                .append("hosts", scraper.hosts())
                .append("categories", scraper.categories());
    }

    /** @throws RuntimeException if it is none, for example of a newer version that knows another mode */
    static ScraperSummary read(Document scraper) {
        return new ScraperSummary(
                Fields.text(scraper, "name"),
                scraper.getString("description"),
                ScraperMode.valueOf(constant(scraper, "mode")),
                Fields.documents(scraper, "params").stream()
                        .map(SummaryDocument::readParam)
                        .toList(),
                Fields.texts(scraper, "settings"),
                Fields.texts(scraper, "hosts"),
                Fields.texts(scraper, "categories"));
    }

    private static Document param(ParamSpec param) {
        return new Document("name", param.name())
                .append("type", word(param.type()))
                .append("description", param.description())
                .append("pattern", param.pattern())
                .append("defaults", param.defaults())
                .append("required", param.required())
                .append("dash", param.dash());
    }

    private static ParamSpec readParam(Document param) {
        return new ParamSpec(
                Fields.text(param, "name"),
                ParamType.valueOf(constant(param, "type")),
                param.getString("description"),
                param.getString("pattern"),
                Fields.texts(param, "defaults"),
                param.getBoolean("required", false),
                param.getBoolean("dash", false));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String constant(Document document, String field) {
        return Fields.text(document, field).toUpperCase(Locale.ROOT);
    }
}
