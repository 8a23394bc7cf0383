package dev.gleaner.fetch;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * The headers of an answer, as far as they can be trusted to be read.
 *
 * @param answer that they are of
 */
record AnswerHeaders(HttpResponse answer) {
    /** Longer validators are not kept; a real one has some dozens of characters. */
    private static final int MAX_VALIDATOR = 1_000;

    private static final Pattern PRINTABLE = Pattern.compile("[ -~]+");

    /** The first header of this name; null if there is none. */
    @Nullable
    String first(String name) {
        @Nullable Header header = answer.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    List<String> all(String name) {
        return Stream.of(answer.getHeaders(name)).map(Header::getValue).toList();
    }

    /** A validator that can be kept and sent back; null for anything else. */
    @Nullable
    String validator(String name) {
        @Nullable String value = first(name);
        return value == null
                        || value.length() > MAX_VALIDATOR
                        || !PRINTABLE.matcher(value).matches()
                ? null
                : value;
    }

    /** Where a redirect leads; null if it does not say. */
    @Nullable
    String location() {
        @Nullable String header = first("Location");
        return header == null ? null : reference(header);
    }

    /**
     * An address as it was meant. HttpClient reads headers as ISO-8859-1, but addresses that are not escaped are sent as
     * UTF-8; and if they are sent as anything else, nobody but the server knows as what, so it gets the same bytes back.
     *
     * @param bytes a character for each
     */
    static String reference(String bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            StringBuilder escaped = new StringBuilder();
            bytes.chars().forEach(c -> {
                if (c < 0x80) {
                    escaped.append((char) c);
                } else {
                    escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
                }
            });
            return escaped.toString();
        }
    }
}
