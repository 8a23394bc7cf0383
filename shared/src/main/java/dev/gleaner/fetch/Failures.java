package dev.gleaner.fetch;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOutcome.FailedForGood;
import dev.gleaner.fetch.FetchOutcome.FailedForNow;
import dev.gleaner.url.ArticleUrl;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.apache.hc.core5.http.impl.EnglishReasonPhraseCatalog;
import org.jspecify.annotations.Nullable;

/**
 * Says what went wrong in words that are fit for a client. Of an exception they take nothing but what the server named
 * itself, for its text would tell addresses and class names; and a host that is refused, unknown or dead reads the same, so that nobody can explore an
 * inner network by asking.
 */
final class Failures {
    static final String REFUSED = "Refused by the address policy";
    private static final String UNREACHABLE = "Host could not be reached";
    private static final String CONNECTION_FAILED = "Connection failed";
    private static final String NOT_HTTP = "The answer is not valid HTTP";

    private static final int LONGEST_SHOWN = 200;
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[^ -~]");

    private Failures() {}

    static FetchOutcome refused() {
        return forGood(ErrorCode.ADDRESS_REFUSED, REFUSED);
    }

    static FetchOutcome forGood(ErrorCode code, String error) {
        return new FailedForGood(code, error, null);
    }

    static FetchOutcome timeout(Duration timeout) {
        return forNow(ErrorCode.TIMEOUT, "Timeout after " + seconds(timeout));
    }

    static FetchOutcome ofFault() {
        return forNow(ErrorCode.INTERNAL_ERROR, "Internal error");
    }

    /** An answer that is neither a page nor a redirect. */
    static FetchOutcome ofStatus(int status, @Nullable Duration retryAfter) {
        @Nullable
        String reason =
                status >= 100 && status < 600 ? EnglishReasonPhraseCatalog.INSTANCE.getReason(status, null) : null;
        String error = reason == null ? "HTTP status " + status : status + " " + reason;
        boolean retryable = switch (status) {
            case 408, 425, 429 -> true;
            default -> status >= 500 && status < 600;
        };
        return retryable
                ? new FailedForNow(ErrorCode.HTTP_RETRYABLE, error, status, retryAfter)
                : new FailedForGood(ErrorCode.HTTP_ERROR, error, status);
    }

    /** What an exception of the exchange means; a passed deadline and an interrupt are known before. */
    static FetchOutcome of(Exception failure, Duration timeout) {
        return switch (failure) {
            case KnownFailureException known ->
                new FailedForNow(ErrorCode.HOST_UNREACHABLE, UNREACHABLE, null, known.left());
            // Refused look-ups are among them: tried again like a dead host, so that the number of attempts tells
            // nothing.
            case UnknownHostException ignored -> forNow(ErrorCode.HOST_UNREACHABLE, UNREACHABLE);
            case ConnectTimeoutException ignored -> forNow(ErrorCode.HOST_UNREACHABLE, UNREACHABLE);
            case ConnectException ignored -> forNow(ErrorCode.HOST_UNREACHABLE, UNREACHABLE);
            case NoRouteToHostException ignored -> forNow(ErrorCode.HOST_UNREACHABLE, UNREACHABLE);
            case SocketTimeoutException ignored -> timeout(timeout);
            case ConnectionRequestTimeoutException ignored -> timeout(timeout);
            case BodyReader.TooLargeException ignored -> forGood(ErrorCode.TOO_LARGE, "The page is too large");
            case Unpacking.UnknownEncodingException unknown ->
                forGood(
                        ErrorCode.PROTOCOL_ERROR,
                        "The content encoding is not supported: " + shown(unknown.encoding()));
            case Unpacking.DamagedException damaged ->
                forGood(
                        ErrorCode.PROTOCOL_ERROR,
                        "The compressed page is damaged: it cannot be read as " + shown(damaged.encoding()));
            case SSLException tls ->
                wasCut(tls)
                        ? forNow(ErrorCode.CONNECTION_FAILED, CONNECTION_FAILED)
                        : forGood(ErrorCode.TLS_FAILED, "No secure connection could be made");
            case TruncatedChunkException ignored -> forNow(ErrorCode.CONNECTION_FAILED, CONNECTION_FAILED);
            case MalformedChunkCodingException ignored -> forGood(ErrorCode.PROTOCOL_ERROR, NOT_HTTP);
            // Both also stand for headers beyond the limits.
            case MessageConstraintException ignored -> forGood(ErrorCode.PROTOCOL_ERROR, NOT_HTTP);
            case ClientProtocolException protocol ->
                protocol.getCause() instanceof BodyLength.UnknownCodingException unknown
                        ? forGood(
                                ErrorCode.PROTOCOL_ERROR,
                                "The transfer coding is not supported: " + shown(unknown.coding()))
                        : forGood(ErrorCode.PROTOCOL_ERROR, NOT_HTTP);
            case HttpException ignored -> forGood(ErrorCode.PROTOCOL_ERROR, NOT_HTTP);
            case IOException ignored -> forNow(ErrorCode.CONNECTION_FAILED, CONNECTION_FAILED);
            default -> ofFault();
        };
    }

    /** @param last the last address that was asked, and answered with one more */
    static FetchOutcome tooManyRedirects(int most, ArticleUrl last) {
        return forGood(
                ErrorCode.TOO_MANY_REDIRECTS,
                "More than " + most + " redirects, the last from " + shown(last.target()));
    }

    /** @param type of what came instead of a page */
    static FetchOutcome notHtml(String type, int status) {
        return new FailedForGood(
                ErrorCode.NOT_HTML, "The page is neither HTML nor plain text but " + shown(type), status);
    }

    /** What a server said, fit for a line of text. */
    private static String shown(String said) {
        String printable = NOT_PRINTABLE.matcher(said).replaceAll("?");
        return printable.length() <= LONGEST_SHOWN ? printable : printable.substring(0, LONGEST_SHOWN) + "...";
    }

    private static FetchOutcome forNow(ErrorCode code, String error) {
        return new FailedForNow(code, error, null, null);
    }

    /** A connection cut during the handshake is reported as a failure of TLS, too. */
    private static boolean wasCut(SSLException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketException || cause instanceof EOFException) {
                return true;
            }
        }
        return false;
    }

    private static String seconds(Duration timeout) {
        if (timeout.toMillis() % 1_000 != 0) {
            return timeout.toMillis() / 1_000.0 + " seconds";
        }
        return timeout.toSeconds() == 1 ? "1 second" : timeout.toSeconds() + " seconds";
    }
}
