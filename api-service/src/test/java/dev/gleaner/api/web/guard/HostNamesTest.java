package dev.gleaner.api.web.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names are answered, by where the API listens. */
class HostNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "localhost.", "127.0.0.1", "[::1]", "[0:0:0:0:0:0:0:1]"})
    void onLoopbackThisMachinesOwnNamesAreKnown(String name) {
        assertThat(loopback("127.0.0.1").isKnown(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "evil-localhost",
                "127.0.0.1.evil.example",
                "127.0.0.2",
                "0.0.0.0",
                ""
            })
    void onLoopbackNoOtherOneIs(String name) {
        assertThat(loopback("127.0.0.1").isKnown(name)).isFalse();
    }

    @Test
    void theNameThatIsListenedOnAndThoseThatAreListedAreKnownToo() {
        assertThat(loopback("127.0.0.5").isKnown("127.0.0.5")).isTrue();
        HostNames names = loopback("127.0.0.1", "gleaner.example", " Other.Example ");
        assertThat(names.isKnown("GLEANER.example")).isTrue();
        assertThat(names.isKnown("other.example")).isTrue();
        assertThat(names.isKnown("www.gleaner.example")).isFalse();
    }

    @Test
    void elsewhereAllAreKnownUntilSomeAreListed() {
        InetAddress every = InetAddress.ofLiteral("0.0.0.0");

        assertThat(HostNames.of(every, "0.0.0.0", List.of()).isKnown("anything.example"))
                .isTrue();
        HostNames some = HostNames.of(every, "0.0.0.0", List.of("gleaner.example"));
        assertThat(some.isKnown("gleaner.example")).isTrue();
        assertThat(some.isKnown("localhost")).isTrue();
        assertThat(some.isKnown("anything.example")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://gleaner.example", "gleaner.example/", "*", "a b"})
    void whatIsNoNameIsRefusedAtTheStart(String listed) {
        assertThatThrownBy(() -> loopback("127.0.0.1", listed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("API_ALLOWED_HOSTS")
                .hasMessageContaining(listed);
    }

    private static HostNames loopback(String host, String... listed) {
        return HostNames.of(InetAddress.ofLiteral(host), host, List.of(listed));
    }
}
