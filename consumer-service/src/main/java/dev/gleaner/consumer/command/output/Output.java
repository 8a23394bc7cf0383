package dev.gleaner.consumer.command.output;

import dev.gleaner.consumer.command.OutputForm;
import dev.gleaner.consumer.command.output.FoundArticle.Reading;
import dev.gleaner.extract.ArticleExtractor;
import dev.gleaner.extract.Extraction;
import dev.gleaner.extract.Page;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a command has given of one article. */
public final class Output {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final ArticleExtractor extractor = new ArticleExtractor();

    /** What came of it. */
    public sealed interface Result {
        record Article(FoundArticle article) implements Result {}

        /** There was none: nothing, or nothing but white space. */
        record Nothing() implements Result {}

        /** @param why what is wrong, and where, in words for whoever wrote the program */
        record Invalid(String why) implements Result {}
    }

    /**
     * Reads it.
     *
     * @param bytes all of it
     * @param url of the article
     */
    public Result read(OutputForm form, byte[] bytes, String url) {
        if (form == OutputForm.STDOUT_TEXT) {
            return ofText(bytes, url);
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException other) {
            return new Result.Invalid("is no valid UTF-8");
        }
        String json = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        if (json.isBlank()) {
            return new Result.Nothing();
        }
        return switch (form) {
            case STDOUT_NDJSON -> ofLines(json, url);
            case STDOUT_JSON, FILE_JSON, STDOUT_TEXT -> result(FoundArticle.readAlone(json, url));
        };
    }

    /** Of several articles all but one would be lost, and nobody would see it. */
    private static Result ofLines(String json, @Nullable String url) {
        List<String> lines =
                json.lines().filter(line -> !line.isBlank()).limit(2).toList();
        return lines.size() > 1
                ? new Result.Invalid(
                        "has more than one line, and only a scraper of mode run may find more than one article")
                : result(FoundArticle.read(lines.getFirst(), url));
    }

    private static Result result(Reading reading) {
        return switch (reading) {
            case Reading.Found(FoundArticle article) -> new Result.Article(article);
            case Reading.Refused(String why) -> new Result.Invalid(why);
        };
    }

    /** As a page of plain text, whose first line is the title. */
    private Result ofText(byte[] bytes, String url) {
        return switch (extractor.extract(new Page(bytes, "utf-8", "text/plain", url))) {
            case Extraction.Extracted extracted ->
                new Result.Article(new FoundArticle(null, null, extracted.article(), null));
            case Extraction.NoArticle none -> new Result.Nothing();
            case Extraction.Stopped stopped -> new Result.Nothing();
        };
    }
}
