package dev.gleaner.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArticleUrlTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # case, default ports, empty path
            HTTP://Example.COM                          | http://example.com/
            https://EXAMPLE.com:443/News                | https://example.com/News
            http://example.com:80/                      | http://example.com/
            http://example.com:8080/a                   | http://example.com:8080/a
            https://example.com:80/                     | https://example.com:80/
            # what stays different
            http://www.example.com/                     | http://www.example.com/
            https://example.com/A                       | https://example.com/A
            # dot segments
            http://example.com/a/./b/../c               | http://example.com/a/c
            http://example.com/../../a                  | http://example.com/a
            http://example.com/a/%2e%2E/b               | http://example.com/b
            # trailing slashes
            http://example.com/a/                       | http://example.com/a
            http://example.com/a//                      | http://example.com/a
            http://example.com//                        | http://example.com/
            http://example.com/a/?q=1                   | http://example.com/a?q=1
            http://example.com/a//b                     | http://example.com/a//b
            # escapes
            http://example.com/%7euser/%c3%a4           | http://example.com/~user/%C3%A4
            http://example.com/ä                        | http://example.com/%C3%A4
            http://example.com/a b                      | http://example.com/a%20b
            http://example.com/%2f                      | http://example.com/%2F
            http://example.com/100%                     | http://example.com/100%25
            http://example.com/%%34%31                  | http://example.com/%2541
            http://example.com/?q=%41%2b                | http://example.com/?q=A%2B
            # fragment
            http://example.com/a#part                   | http://example.com/a
            http://example.com/#!/a                     | http://example.com/
            # queries
            http://example.com/?                        | http://example.com/
            http://example.com/a?b=2&a=1&b=1            | http://example.com/a?b=2&a=1&b=1
            http://example.com/a?&&b=2&                 | http://example.com/a?b=2
            http://example.com/a?b=&c                   | http://example.com/a?b=&c
            # tracking parameters
            http://example.com/a?utm_source=x&id=1      | http://example.com/a?id=1
            http://example.com/a?UTM_Medium=x           | http://example.com/a
            http://example.com/a?utm%5Fcampaign=x       | http://example.com/a
            http://example.com/a?fbclid=1&gclid=2&dclid=3&msclkid=4&mc_cid=5&mc_eid=6 | http://example.com/a
            http://example.com/a?igshid=1&yclid=2&_ga=3&_gl=4&twclid=5&ttclid=6&wbraid=7&gbraid=8 | http://example.com/a
            http://example.com/a?utm=1&ref=2&gclidx=3   | http://example.com/a?utm=1&ref=2&gclidx=3
            # names in other scripts
            http://BÜCHER.example/                      | http://xn--bcher-kva.example/
            http://例え.テスト/                            | http://xn--r8jz45g.xn--zckzah/
            http://xn--bcher-kva.example/               | http://xn--bcher-kva.example/
            http://example.com./a                       | http://example.com/a
            http://ex%61mple.com/                       | http://example.com/
            http://a_b.example/                         | http://a_b.example/
            # addresses
            http://127.0.0.1/                           | http://127.0.0.1/
            http://[::1]:8080/                          | http://[::1]:8080/
            http://[2001:DB8:0:0::1]/                   | http://[2001:db8::1]/
            http://[::ffff:127.0.0.1]/                  | http://127.0.0.1/
            # as browsers read it
            http:\\\\example.com\\a                     | http://example.com/a
            http:example.com                            | http://example.com/
            """)
    void addressesOfTheSamePageHaveTheSameKey(String given, String key) {
        ArticleUrl url = ArticleUrl.parse(given);

        assertThat(url.key()).isEqualTo(key);
        assertThat(ArticleUrl.parse(key).key()).isEqualTo(key);
        assertThat(url.given()).isEqualTo(given);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "example.com",
                "/a",
                "//example.com/",
                "ftp://example.com/",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "data:text/html,a",
                "gopher://example.com/",
                "http://",
                "http:///",
                "http://?q",
                "http://#a",
                "http://:80/",
                "http://user@example.com/",
                "http://user:password@example.com/",
                "http://@example.com/",
                "http:\\\\user@example.com\\",
                "http://a@b@example.com/",
                "http://example.com:0/",
                "http://example.com:65536/",
                "http://example.com:port/",
                "http://exa mple.com/",
                "http://exa\tmple.com/",
                "http://example.com/a\nb",
                "http://example.com/a\r\nHost: b",
                "http://example.com/\u0000",
                "http://example.com/\u0085",
                "http://example.com/\ud800",
                "http://example..com/",
                "http://.example.com/",
                "http://./",
                "http://exa<mple.com/",
                "http://exa*mple.com/",
                "http://exa%00mple.com/",
                "http://exa%2fmple.com/",
                "http://2130706433/",
                "http://0/",
                "http://127.1/",
                "http://127.0.1/",
                "http://0x7f000001/",
                "http://0x7f.0.0.1/",
                "http://127.0.0.0x1/",
                "http://0177.0.0.1/",
                "http://017700000001/",
                "http://127.0.0.01/",
                "http://256.0.0.1/",
                "http://1.2.3.4.5/",
                "http://example.123/",
                "http://example.0x/",
                "http://example.0xa9fea9fe./",
                "http://[::1/",
                "http://[::1%25eth0]/",
                "http://[fe80::1%eth0]/",
                "http://[127.0.0.1]/",
                "http://::1/",
            })
    void whatCouldBeMisreadIsRefused(String given) {
        assertThatExceptionOfType(InvalidUrlException.class)
                .isThrownBy(() -> ArticleUrl.parse(given))
                .satisfies(refusal -> {
                    assertThat(refusal.address()).isEqualTo(given);
                    assertThat(refusal.reason()).isNotBlank();
                    assertThat(refusal.getMessage()).doesNotContainPattern("\\p{Cntrl}");
                });
    }

    @Test
    void aNumberThatMeansAnAddressIsSeenThroughOtherScripts() {
        assertThat(ArticleUrl.parse("http://１２７.０.０.１/").host()).isEqualTo("127.0.0.1");
        assertThat(ArticleUrl.parse("http://%31%32%37.0.0.1/").host()).isEqualTo("127.0.0.1");
        assertThat(ArticleUrl.parse("http://127.0.0.1./").host()).isEqualTo("127.0.0.1");
    }

    @Test
    void thePageIsAskedForAsGivenAndNotByItsKey() {
        ArticleUrl url = ArticleUrl.parse("  http://Example.com/a/?utm_source=x&q=%c3#part ");

        assertThat(url.target()).isEqualTo("http://example.com/a/?utm_source=x&q=%c3");
        assertThat(url.pathAndQuery()).isEqualTo("/a/?utm_source=x&q=%c3");
        assertThat(url.host()).isEqualTo("example.com");
        assertThat(url.port()).isEqualTo(80);
        assertThat(url.scheme()).isEqualTo("http");
    }

    @Test
    void longAddressesKeepAKeyThatFitsAnIndex() {
        String common = "http://example.com/" + "a%2f".repeat(400) + "?q=";
        ArticleUrl one = ArticleUrl.parse(common + "1");
        ArticleUrl two = ArticleUrl.parse(common + "2");

        assertThat(one.key()).hasSizeLessThanOrEqualTo(UrlKey.MAX_LENGTH).startsWith("http://example.com/a%2Fa");
        assertThat(one.key()).isNotEqualTo(two.key());
        assertThat(ArticleUrl.parse(one.key()).key()).isEqualTo(one.key());
    }

    @Test
    void anAddressOfMoreThanTheLongestLengthIsRefused() {
        String longest = "http://example.com/" + "a".repeat(ArticleUrl.MAX_LENGTH - "http://example.com/".length());

        assertThat(ArticleUrl.parse(longest).given()).isEqualTo(longest);
        assertThatExceptionOfType(InvalidUrlException.class).isThrownBy(() -> ArticleUrl.parse(longest + "a"));
        assertThatExceptionOfType(InvalidUrlException.class)
                .isThrownBy(() -> ArticleUrl.parse("http://example.com/" + "語".repeat(1_000)));
    }

    @Test
    void aReferenceIsReadInItsPage() {
        ArticleUrl page = ArticleUrl.parse("https://example.com/news/a?b");

        assertThat(page.resolve("../c#d").target()).isEqualTo("https://example.com/c");
        assertThat(page.resolve("//example.org/").target()).isEqualTo("https://example.org/");
        assertThat(page.resolve("http://example.com").sameOrigin(page)).isFalse();
        assertThat(page.resolve("?c").sameOrigin(page)).isTrue();
        assertThatExceptionOfType(InvalidUrlException.class).isThrownBy(() -> page.resolve("file:///etc/passwd"));
        assertThatExceptionOfType(InvalidUrlException.class).isThrownBy(() -> page.resolve("http://0x7f.1/"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://site.example/, site.example",
        "https://site.example/, site.example",
        "http://site.example:80/a, site.example",
        "http://site.example:8080/a, site.example:8080",
        "http://site.example:443/, site.example:443",
        "https://site.example:80/, site.example:80",
        "http://[2001:db8::1]/, 2001:db8::1",
        "http://[2001:db8::1]:8080/, [2001:db8::1]:8080"
    })
    void otherPortsAreOtherServers(String address, String authority) {
        assertThat(ArticleUrl.parse(address).authority()).isEqualTo(authority);
    }
}
