package dev.gleaner.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.ProtocolException;

/**
 * Where the body of an answer ends (RFC 9112, section 6.3), read so that no other program could read it differently:
 * lengths that differ or are no plain number, and codings other than chunked, are refused.
 */
final class BodyLength implements ContentLengthStrategy {
    static final BodyLength INSTANCE = new BodyLength();

    private static final String CHUNKED_CODING = "chunked";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private BodyLength() {}

    /** A body in a form that is not read. */
    static final class UnknownCodingException extends HttpException {
        private static final long serialVersionUID = 1L;

        private final String coding;

        UnknownCodingException(String coding) {
            super("unknown transfer coding");
            this.coding = coding;
        }

        /** As the server named it. */
        String coding() {
            return coding;
        }
    }

    @Override
    public long determineLength(HttpMessage message) throws HttpException {
        List<String> codings = values(message, "Transfer-Encoding");
        if (!codings.isEmpty()) {
            if (codings.size() > 1
                    || !codings.getFirst().toLowerCase(Locale.ROOT).equals(CHUNKED_CODING)) {
                throw new UnknownCodingException(String.join(", ", codings));
            }
            return CHUNKED;
        }
        Set<String> lengths = values(message, "Content-Length").stream().collect(Collectors.toSet());
        if (lengths.isEmpty()) {
            return UNDEFINED;
        }
        String length = lengths.iterator().next();
        if (lengths.size() > 1 || !NUMBER.matcher(length).matches()) {
            throw new ProtocolException("a content length that is no number");
        }
        return Long.parseLong(length);
    }

    /** Whether the answer says in more than one way where it ends, so that others may read another end. */
    static boolean isAmbiguous(HttpMessage message) {
        return message.containsHeader("Transfer-Encoding") && message.containsHeader("Content-Length");
    }

    private static List<String> values(HttpMessage message, String name) {
        List<String> values = new ArrayList<>();
        for (Header header : message.getHeaders(name)) {
            Stream.of(header.getValue().split(",", -1)).map(String::strip).forEach(values::add);
        }
        return values;
    }
}
