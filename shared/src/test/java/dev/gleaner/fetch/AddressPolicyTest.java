package dev.gleaner.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gleaner.url.ArticleUrl;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
    private static final AddressPolicy DEFAULT = AddressPolicy.publicInternet();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.255.255.255",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.255",
                "168.63.129.16",
                "169.254.0.0",
                "169.254.169.254",
                "169.254.255.255",
                "172.16.0.0",
                "172.31.255.255",
                "192.0.0.0",
                "192.0.0.255",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.0",
                "192.168.255.255",
                "198.18.0.0",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::a9fe:a9fe",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:0:7f00:1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "100:0:0:1::1",
                "1fff:ffff::1",
                "2001::1",
                "2001:1ff:ffff::1",
                "2001:db8::1",
                "2001:db8:ffff::1",
                "2002:7f00:1::",
                "2002:ffff::1",
                "3fff::1",
                "3fff:fff:ffff::1",
                "4000::1",
                "5f00::1",
                "fc00::1",
                "fdff::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "ffff::1"
            })
    void whatIsNotThePublicInternetIsRefused(String address) {
        assertThat(DEFAULT.permits("a.example", 443, List.of(InetAddress.ofLiteral(address))))
                .isFalse();
        String host = address.contains(":") ? "[" + address + "]" : address;
        assertThat(DEFAULT.visibleRefusal(ArticleUrl.parse("https://" + host + "/")))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0.0.0",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "168.63.129.15",
                "168.63.129.17",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "191.255.255.255",
                "192.0.1.0",
                "192.0.3.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "8.8.8.8",
                "::ffff:8.8.8.8",
                "2000::1",
                "2001:200::1",
                "2001:db7:ffff::1",
                "2001:db9::1",
                "2001:ffff::1",
                "2003::1",
                "2606:4700::1111",
                "3ffe:ffff::1",
                "3fff:1000::1"
            })
    void thePublicInternetIsPermittedUpToItsBorders(String address) {
        assertThat(DEFAULT.permits("a.example", 443, List.of(InetAddress.ofLiteral(address))))
                .isTrue();
        String host = address.contains(":") ? "[" + address + "]" : address;
        assertThat(DEFAULT.visibleRefusal(ArticleUrl.parse("https://" + host + "/")))
                .isEmpty();
    }

    @Test
    void oneRefusedAnswerRefusesTheHost() {
        List<InetAddress> mixed =
                Stream.of("8.8.8.8", "10.0.0.1").map(InetAddress::ofLiteral).toList();

        assertThat(DEFAULT.permits("a.example", 443, mixed)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/",
                "http://LOCALHOST./",
                "http://a.localhost/",
                "http://printer.local/",
                "http://db/",
                "http://metadata.google.internal/",
                "http://router.home.arpa/",
                "http://nas.lan/",
                "http://example.com:22/",
                "https://example.com:8443/",
                "http://8.8.8.8:6379/"
            })
    void whatIsVisiblyInsideIsRefusedWithAReason(String url) {
        assertThat(DEFAULT.visibleRefusal(ArticleUrl.parse(url)).orElse(""))
                .startsWith("Refused by the address policy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/",
                "https://example.com:80/",
                "http://example.com:443/",
                "http://local.example.com/",
                "http://notlocal.de/",
                "http://localhost.example.com/"
            })
    void ordinaryAddressesAreNotRefused(String url) {
        assertThat(DEFAULT.visibleRefusal(ArticleUrl.parse(url))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            127.0.0.1          | http://127.0.0.1/            | 127.0.0.1 | true
            127.0.0.1          | http://127.0.0.1:9999/       | 127.0.0.1 | false
            127.0.0.1          | http://127.0.0.2/            | 127.0.0.2 | false
            127.0.0.1:8000     | http://127.0.0.1:8000/       | 127.0.0.1 | true
            127.0.0.1:8000     | http://127.0.0.1:8001/       | 127.0.0.1 | false
            10.0.0.0/8         | http://10.200.0.1/           | 10.200.0.1 | true
            10.0.0.0/8:80      | http://10.200.0.1:81/        | 10.200.0.1 | false
            ::1                | http://[::1]/                | ::1 | true
            [::1]:8000         | http://[::1]:8000/           | ::1 | true
            [::1]:8000         | http://[::1]:8001/           | ::1 | false
            fd00::/8           | http://[fd12::1]/            | fd12::1 | true
            [fd00::/8]:80      | http://[fd12::1]:81/         | fd12::1 | false
            wiki               | https://wiki/                | 10.0.0.9 | true
            wiki               | http://wiki:8080/            | 10.0.0.9 | false
            Wiki.Internal      | http://wiki.internal/        | 10.0.0.9 | true
            wiki.internal:8080 | http://wiki.internal/        | 10.0.0.9 | false
            BÜCHER.internal    | http://xn--bcher-kva.internal/ | 10.0.0.9 | true
            wiki               | http://wiki.example.com/     | 10.0.0.9 | false
            wiki , 127.0.0.1   | http://wiki/                 | 10.0.0.9 | true
            0.0.0.0/0          | http://192.168.1.1/          | 192.168.1.1 | true
            """)
    void listedHostsAreTheWayIn(String setting, String url, String address, boolean permitted) {
        AddressPolicy policy = AddressPolicy.of(setting, "80,443");
        ArticleUrl parsed = ArticleUrl.parse(url);

        assertThat(policy.permits(parsed.host(), parsed.port(), List.of(InetAddress.ofLiteral(address))))
                .isEqualTo(permitted);
        if (permitted) {
            assertThat(policy.visibleRefusal(parsed)).isEmpty();
        }
    }

    @Test
    void portsAreListedSinglyOrAsRanges() {
        AddressPolicy policy = AddressPolicy.of("", "80, 443,8000-9000");

        assertThat(policy.visibleRefusal(ArticleUrl.parse("http://example.com:8000/")))
                .isEmpty();
        assertThat(policy.visibleRefusal(ArticleUrl.parse("http://example.com:9000/")))
                .isEmpty();
        assertThat(policy.visibleRefusal(ArticleUrl.parse("http://example.com:9001/")))
                .isPresent();
        assertThat(policy.permits("a.example", 7999, List.of(InetAddress.ofLiteral("8.8.8.8"))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "10.0.0.1/8",
                "10.0.0.0/",
                "10.0.0/8",
                "fd00::/129",
                "[::1",
                "[::1]x",
                "127.0.0.1:0",
                "127.0.0.1:http",
                "a b",
                "http://wiki/",
                "user@wiki",
                "a,,b",
                "256.0.0.1",
                "fe80::1%eth0",
                "[wiki]",
                "*.wiki"
            })
    void aBadSettingNamesThePart(String setting) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressPolicy.of(setting, "80"))
                .withMessageStartingWith("Allowed hosts: \"")
                .withMessageContaining("cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http", "0", "65536", "90-80", "80-", "-80", "80,,443", "80;443", "999999"})
    void aBadPortNamesThePart(String setting) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressPolicy.of("", setting))
                .withMessageStartingWith("Allowed ports: \"");
    }
}
