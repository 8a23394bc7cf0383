package dev.gleaner.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Addresses put together at random, from a fixed seed, out of the pieces that parsers stumble over. */
class ArticleUrlGeneratedTest {
    private static final int ADDRESSES = 100_000;
    private static final long SEED = 20_261_125;

    private static final List<String> PIECES = List.of(
            "http://",
            "https://",
            "HTTP:",
            "example",
            ".com",
            ".",
            "..",
            "/",
            "//",
            "\\",
            "?",
            "#",
            "&",
            "=",
            "%",
            "%2",
            "%2e",
            "%2F",
            "%41",
            "%7E",
            "%c3%a4",
            "%ff",
            "%00",
            ":",
            ":80",
            ":443",
            ":0",
            "@",
            "[",
            "]",
            "[::1]",
            "::",
            "127.0.0.1",
            "0x7f",
            "0177",
            "1",
            "255",
            "xn--",
            "xn--bcher-kva",
            "ä",
            "ß",
            "ſ",
            "例え",
            "。",
            "😀",
            "\ud83d",
            "\u200d",
            "\u00ad",
            " ",
            "\t",
            "\n",
            "\u0000",
            "\u0085",
            "\u2028",
            "\ufeff",
            "+",
            "~",
            "_",
            "-",
            ";",
            ",",
            "'",
            "\"",
            "<",
            ">",
            "|",
            "^",
            "`",
            "{",
            "}",
            "utm_",
            "utm_source=",
            "gclid=",
            "a",
            "Z",
            "a".repeat(70),
            "/a%2f".repeat(300),
            "?" + "q=%c3&".repeat(200));

    @Test
    void normalisingTwiceIsNormalisingOnceAndNothingElseIsEverThrown() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        int valid = 0;
        for (int i = 0; i < ADDRESSES; i++) {
            String address = address(random);
            Optional<ArticleUrl> url = parsed(address);
            if (url.isPresent()) {
                valid++;
                String key = url.get().key();
                assertThat(key)
                        .as("key of <%s>", address)
                        .hasSizeLessThanOrEqualTo(UrlKey.MAX_LENGTH)
                        .matches("[!-~]+");
                assertThat(parsed(key).map(ArticleUrl::key))
                        .as("key of <%s>", address)
                        .contains(key);
                ArticleUrl again = ArticleUrl.parse(
                        url.get().target().length() > ArticleUrl.MAX_LENGTH
                                ? key
                                : url.get().target());
                assertThat(again.host())
                        .as("host of <%s>", address)
                        .isEqualTo(url.get().host());
                assertThat(again.key()).as("key of <%s>", address).isEqualTo(key);
            }
        }
        assertThat(valid).as("addresses that could be read").isGreaterThan(ADDRESSES / 10);
    }

    private static String address(RandomGenerator random) {
        StringBuilder address = new StringBuilder();
        if (random.nextInt(4) > 0) {
            address.append(random.nextBoolean() ? "http://" : "https://");
            address.append(random.nextBoolean() ? "example.com" : "");
        }
        for (int pieces = random.nextInt(10); pieces > 0; pieces--) {
            address.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return address.toString();
    }

    private static Optional<ArticleUrl> parsed(String address) {
        try {
            return Optional.of(ArticleUrl.parse(address));
        } catch (InvalidUrlException refused) {
            return Optional.empty();
        }
    }
}
