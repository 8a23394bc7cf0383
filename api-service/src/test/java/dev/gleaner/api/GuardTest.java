package dev.gleaner.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.gleaner.api.jobs.CancelAnswer;
import dev.gleaner.api.jobs.Cancellation;
import dev.gleaner.api.jobs.retries.Retries;
import dev.gleaner.api.jobs.retries.RetryAnswer;
import dev.gleaner.api.jobs.retries.RetryChoice;
import dev.gleaner.api.submission.Receipt;
import dev.gleaner.api.submission.Submissions;
import dev.gleaner.job.JobStatus;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestConstructor;

/** What a page of a stranger, open in a browser on this machine, can do here: nothing. */
@SpringBootTest(
        classes = WebApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"API_ALLOWED_HOSTS=gleaner.example", "spring.threads.virtual.enabled=true"})
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class GuardTest {
    private static final String JSON = "Content-Type: application/json\r\n";

    private final Submissions submissions;
    private final Cancellation cancellation;
    private final Retries retries;
    private final int port;

    @Autowired
    GuardTest(Submissions submissions, Cancellation cancellation, Retries retries, @LocalServerPort int port) {
        this.submissions = submissions;
        this.cancellation = cancellation;
        this.retries = retries;
        this.port = port;
    }

    @BeforeEach
    void answers() {
        reset(submissions, cancellation, retries);
        when(submissions.submit(any())).thenReturn(new Receipt("job_1", JobStatus.IN_PROGRESS, 1, 1, 0, false));
        when(cancellation.cancel(anyString())).thenReturn(new CancelAnswer.Unknown());
        when(retries.retry(anyString(), any(RetryChoice.class))).thenReturn(new RetryAnswer.Unknown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /", "GET /jobs", "GET /openapi.json", "GET /dashboard/api.js", "DELETE /jobs/job_1"})
    void aNameThatIsNotItsOwnIsMisdirected(String request) throws IOException {
        String answer = raw(request, "evil.example:" + port, "", "");

        assertThat(answer)
                .startsWith("HTTP/1.1 421")
                .contains("application/problem+json")
                .contains("API_ALLOWED_HOSTS");
        verifyNoInteractions(cancellation);
    }

    @Test
    void neitherDoesASocketOpenUnderIt() throws IOException {
        String upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

        assertThat(raw("GET /ws", "evil.example:" + port, upgrade + "Origin: http://evil.example:" + port + "\r\n", ""))
                .startsWith("HTTP/1.1 421");
        assertThat(raw("GET /ws", "localhost:" + port, upgrade, "")).startsWith("HTTP/1.1 101");
    }

    @Test
    void aNameInTheRequestLineCountsLikeOneInTheHeader() throws IOException {
        assertThat(raw("GET http://evil.example/jobs", "localhost", "", "")).doesNotStartWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1:9", "[::1]:8000", "gleaner.example", "LOCALHOST"})
    void itsOwnNamesAreAnswered(String host) throws IOException {
        assertThat(raw("GET /health", host, "", "")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /",
                "GET /jobs",
                "GET /nothing/here",
                "GET /dashboard/api.js",
                "GET /openapi.json",
                "GET /docs",
                "PUT /jobs",
                "GET /jobs/a|b[",
                "GET /jobs?limit="
            })
    void everyAnswerForbidsToGuessItsType(String request) throws IOException {
        assertThat(raw(request, "localhost", "", "")).contains("X-Content-Type-Options: nosniff\r\n");
    }

    @Test
    void soDoesAnErrorThatBeginsTheAnswerAnew() throws IOException {
        when(cancellation.cancel(anyString())).thenThrow(new IllegalStateException("broken"));

        assertThat(raw("DELETE /jobs/job_1", "localhost", "", ""))
                .startsWith("HTTP/1.1 500")
                .contains("X-Content-Type-Options: nosniff\r\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', nullValues = "-", textBlock = """
            cross-site  ~ http://evil.example
            same-site   ~ http://localhost:3000
            cross-site  ~ -
            -           ~ http://evil.example
            -           ~ http://localhost:1
            -           ~ null
            cross-site  ~ null
            """)
    void aPageOfAnotherSiteWritesNothing(String site, String origin) throws IOException {
        String from = (site == null ? "" : "Sec-Fetch-Site: " + site + "\r\n")
                + (origin == null ? "" : "Origin: " + origin + "\r\n");

        assertThat(raw("POST /jobs/submit", "localhost:8000", from + JSON, body()))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("POST /jobs/job_1/retry", "localhost:8000", from, "")).startsWith("HTTP/1.1 403");
        assertThat(raw("DELETE /jobs/job_1?purge=true", "localhost:8000", from, ""))
                .startsWith("HTTP/1.1 403")
                .contains("application/problem+json");
        assertThat(raw("GET /health", "localhost:8000", from, "")).startsWith("HTTP/1.1 200");
        verifyNoInteractions(submissions, cancellation, retries);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', nullValues = "-", textBlock = """
            -            ~ -
            none         ~ -
            same-origin  ~ http://localhost:8000
            same-origin  ~ https://proxied.example
            -            ~ http://localhost:8000
            cross-site   ~ https://gleaner.example
            """)
    void programsAndItsOwnPageWrite(String site, String origin) throws IOException {
        String from = (site == null ? "" : "Sec-Fetch-Site: " + site + "\r\n")
                + (origin == null ? "" : "Origin: " + origin + "\r\n");

        assertThat(raw("POST /jobs/submit", "localhost:8000", from + JSON, body()))
                .startsWith("HTTP/1.1 201");
        assertThat(raw("DELETE /jobs/job_1", "localhost:8000", from, "")).startsWith("HTTP/1.1 404");
        assertThat(raw("POST /jobs/job_1/retry", "localhost:8000", from, "")).startsWith("HTTP/1.1 404");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "text/plain",
                "Text/Plain;charset=UTF-8",
                "multipart/form-data; boundary=x"
            })
    void whatAFormSendsIsNoWrite(String type) throws IOException {
        for (String request : new String[] {"POST /jobs/submit", "POST /jobs/job_1/retry", "DELETE /jobs/job_1"}) {
            assertThat(raw(request, "localhost", "Content-Type: " + type + "\r\n", body()))
                    .as(request)
                    .startsWith("HTTP/1.1 415")
                    .contains("application/problem+json");
        }
        verifyNoInteractions(submissions, cancellation, retries);
    }

    private static String body() {
        return "{\"articles\":[{\"url\":\"https://a.example/1\"}]}";
    }

    /** The first 64 KB of the answer: a client that may say of itself what it likes. */
    private String raw(String request, String host, String headers, String body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
            String close = headers.contains("Connection:") ? "" : "Connection: close\r\n";
            socket.getOutputStream()
                    .write((request + " HTTP/1.1\r\nHost: " + host + "\r\n" + close + length + headers + "\r\n" + body)
                            .getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder answer = new StringBuilder();
            byte[] buffer = new byte[8_192];
            for (int read = 0;
                    read >= 0 && answer.length() < 65_536;
                    read = socket.getInputStream().read(buffer)) {
                answer.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                if (!close.isEmpty() || !answer.toString().contains("\r\n\r\n")) {
                    continue;
                }
                break; // a socket that is open has more to say, for ever
            }
            return answer.toString();
        }
    }
}
