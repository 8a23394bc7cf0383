package dev.gleaner.api.submission.web;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON from strangers: bounded in depth and in values, so that a small body cannot become a large tree. */
final class JsonBody {
    private static final int TOKENS_PER_ARTICLE = 40;
    private static final int USUAL_TOKENS = 10_000;

    private final JsonMapper json;

    JsonBody(int mostArticles) {
        this.json = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxTokenCount(USUAL_TOKENS + (long) mostArticles * TOKENS_PER_ARTICLE)
                                .maxNestingDepth(50)
                                .maxStringLength(1 << 20)
                                .maxNumberLength(100)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /**
     * Reads a body.
     *
     * @throws NotJsonException if it is no JSON
     */
    JsonNode parse(byte[] body) {
        try {
            JsonNode root = json.readTree(body);
            if (root == null || root.isMissingNode()) {
                throw new NotJsonException("The body is empty; it must be a JSON object with a list of articles");
            }
            return root;
        } catch (StreamConstraintsException tooMuch) {
            throw new NotJsonException("The body is nested too deep, or has too many or too long values");
        } catch (JacksonException broken) {
            var where = broken.getLocation();
            throw new NotJsonException(
                    where == null
                            ? "The body is not valid JSON"
                            : "The body is not valid JSON at line %d, column %d"
                                    .formatted(where.getLineNr(), where.getColumnNr()));
        }
    }
}
