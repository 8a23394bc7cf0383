package dev.gleaner.fetch;

import java.util.regex.Pattern;

/**
 * What a request sends, byte by byte as it is given.
 *
 * @param contentType with its parameters, for example {@code application/json; charset=utf-8}
 * @param bytes not copied; they must not change while the request is sent
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy would only cost memory
public record RequestBody(String contentType, byte[] bytes) {
    private static final Pattern MEDIA_TYPE = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+/[ -~]{1,200}");

    /** @throws IllegalArgumentException if the content type is no media type */
    public RequestBody {
        if (!MEDIA_TYPE.matcher(contentType).matches()) {
            throw new IllegalArgumentException("Not a media type: " + contentType.replaceAll("[^ -~]", "?"));
        }
    }
}
