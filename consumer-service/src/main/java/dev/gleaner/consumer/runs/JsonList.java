package dev.gleaner.consumer.runs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** A file with one JSON list, however it is laid out: read one element after the other. */
final class JsonList {
    private static final JsonMapper JSON = JsonMapper.builder()
            // The rest of the list stands behind an element.
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonList() {}

    /**
     * Reads it.
     *
     * @param element is given the text of each, in one line
     * @return false if the file holds no list, or not to its end; what came before was given
     */
    static boolean each(Path file, Consumer<String> element) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = JSON.createParser(in)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return false;
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                element.accept(JSON.writeValueAsString(JSON.readTree(parser)));
            }
            return true;
        } catch (JacksonException broken) {
            return false;
        }
    }
}
