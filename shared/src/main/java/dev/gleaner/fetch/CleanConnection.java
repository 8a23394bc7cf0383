package dev.gleaner.fetch;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriterFactory;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection on which an answer is always that of the request before it. Bytes that stand behind an answer, or come
 * while nothing is asked, would be read as the answer to the next request: such a connection is not used again.
 */
final class CleanConnection extends DefaultManagedHttpClientConnection {
    /** The shortest look that a socket allows: what came is there already, and nothing else is waited for. */
    private static final Timeout LOOK = Timeout.ofMilliseconds(1);

    /** One or two are usual (100, 103); HttpClient itself would read them for ever. */
    private static final int MAX_INTERIM_ANSWERS = 10;

    private static final AtomicLong IDS = new AtomicLong();

    private int interimAnswers;

    private CleanConnection(Http1Config config) {
        super(
                "fetch-" + IDS.incrementAndGet(),
                null,
                null,
                config,
                BodyLength.INSTANCE,
                null,
                DefaultHttpRequestWriterFactory.INSTANCE,
                // Not the parser of HttpClient, which passes over lines that are no HTTP until one is.
                new DefaultHttpResponseParserFactory(config));
    }

    /** Makes such connections. */
    static HttpConnectionFactory<ManagedHttpClientConnection> factory(Http1Config config) {
        return new HttpConnectionFactory<>() {
            @Override
            public ManagedHttpClientConnection createConnection(@Nullable Socket socket) throws IOException {
                CleanConnection connection = new CleanConnection(config);
                if (socket != null) {
                    connection.bind(socket);
                }
                return connection;
            }
        };
    }

    /** Asked before the connection is used again. It is fit for that only while there is nothing to read: no byte, no end. */
    @Override
    public boolean isStale() {
        try {
            awaitInput(LOOK);
            return true;
        } catch (SocketTimeoutException quiet) {
            return false;
        } catch (IOException broken) {
            return true;
        }
    }

    @Override
    protected void onRequestSubmitted(ClassicHttpRequest request) {
        interimAnswers = 0;
        super.onRequestSubmitted(request);
    }

    @Override
    public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
        ClassicHttpResponse answer = super.receiveResponseHeader();
        if (answer.getCode() == HttpStatus.SC_SWITCHING_PROTOCOLS) {
            throw new ProtocolException("a switch of protocols that nobody asked for");
        }
        if (answer.getCode() < HttpStatus.SC_SUCCESS && ++interimAnswers > MAX_INTERIM_ANSWERS) {
            throw new ProtocolException("too many interim answers");
        }
        return answer;
    }
}
