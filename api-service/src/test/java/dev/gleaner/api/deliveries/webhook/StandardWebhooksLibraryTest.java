package dev.gleaner.api.deliveries.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The verifier of PyPI's {@code standardwebhooks} takes our messages unchanged. It is installed once into {@code target}, if
 * Python is there and its index can be reached; the vectors of {@link SigningSecretTest} do not need it.
 */
@Tag("slow")
@Timeout(120)
class StandardWebhooksLibraryTest {
    private static final Path LIBRARY = Path.of("target", "standardwebhooks");
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
    private static final String BODY = "{\"type\":\"job.completed\",\"data\":{\"name\":\"Größe ✓\"}}";

    private static final String VERIFY = """
            import sys
            sys.path.insert(0, sys.argv[1])
            from standardwebhooks.webhooks import Webhook
            secret, body, ident, time, signature = sys.argv[2:]
            headers = {"webhook-id": ident, "webhook-timestamp": time, "webhook-signature": signature}
            print(Webhook(secret).verify(body, headers)["type"])
            """;

    @BeforeAll
    static void install() throws Exception {
        if (!Files.isDirectory(LIBRARY.resolve("standardwebhooks"))) {
            String target = LIBRARY.toString();
            assumeTrue(
                    run(
                                            "python3",
                                            "-m",
                                            "pip",
                                            "--retries",
                                            "0",
                                            "--timeout",
                                            "10",
                                            "install",
                                            "--quiet",
                                            "--no-deps",
                                            "--target",
                                            target,
                                            "standardwebhooks==1.1.0")
                                    .code()
                            == 0,
                    "standardwebhooks cannot be installed here");
        }
    }

    @Test
    void itTakesWhatIsSignedWithItsSecretAmongOthers() throws Exception {
        long now = Instant.now().getEpochSecond();
        String both = sign(OTHER, now) + " " + sign(SECRET, now);

        assertThat(verify(now, both, BODY)).isEqualTo(new Ended(0, "job.completed\n"));
        assertThat(verify(now, sign(OTHER, now), BODY).code()).isNotZero();
        assertThat(verify(now, both, BODY + " ").code()).isNotZero();
    }

    private static String sign(String secret, long time) {
        return SigningSecret.parse(secret).orElseThrow().sign("dlv_1", time, BODY);
    }

    private static Ended verify(long time, String signature, String body) throws Exception {
        return run("python3", "-c", VERIFY, LIBRARY.toString(), SECRET, body, "dlv_1", Long.toString(time), signature);
    }

    private record Ended(int code, String output) {}

    private static Ended run(String... command) throws InterruptedException {
        try {
            Path output = Files.createTempFile("standardwebhooks", ".txt");
            ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)));
            builder.environment().put("PYTHONUTF8", "1");
            builder.environment().put("LC_ALL", "C.UTF-8");
            Process process = builder.redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            process.destroyForcibly();
            return new Ended(ended ? process.exitValue() : -1, Files.readString(output));
        } catch (IOException notThere) {
            return new Ended(-1, "");
        }
    }
}
