package dev.gleaner.api.deliveries.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures as the reference libraries of Standard Webhooks make them. */
class SigningSecretTest {
    /** The vector in the tests of those libraries. */
    @Test
    void signsAsTheReferenceLibrariesDo() {
        assertThat(secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                        .sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    /** Made with PyPI's standardwebhooks 1.1.0: 64 bytes of key, and letters beyond ASCII. */
    @Test
    void signsTheBytesOfUtf8() {
        assertThat(
                        secret(
                                        "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw==")
                                .sign(
                                        "dlv_6f1c2a9b0d3e4f5a6b7c8d9e",
                                        1798761600,
                                        "{\"type\":\"job.completed\",\"timestamp\":\"2027-01-01T00:00:00Z\",\"data\":{\"name\":\"Größe ✓\"}}"))
                .isEqualTo("v1,1myrjFp5SKIFb09d1wqIoHET6gdzZ82zTsLCR2ha80Y=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsec_",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2La",
                "whsec_not base64 at all, but long enough",
                "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+P0A="
            })
    void refusesWhatIsNone(String text) {
        assertThat(SigningSecret.parse(text)).isEmpty();
    }

    private static SigningSecret secret(String text) {
        return SigningSecret.parse(text).orElseThrow();
    }
}
