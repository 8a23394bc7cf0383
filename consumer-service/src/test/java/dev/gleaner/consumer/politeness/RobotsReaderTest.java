package dev.gleaner.consumer.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The text that is kept judges as the file does, read by the library as it comes. */
class RobotsReaderTest {
    private static final RobotsReader READER = new RobotsReader(new Product("gleaner"));

    private static final List<String> PATHS = List.of(
            "/",
            "/a",
            "/A",
            "/a/",
            "/a/b",
            "/ab",
            "/a/b.html",
            "/a/index.html",
            "/a/index.htm",
            "/b",
            "/b?q=1",
            "/b?q=1&c=2",
            "/a%2Fb",
            "/a%2fb",
            "/%C3%BC",
            "/%c3%bc/a",
            "/a%20b",
            "/a*b",
            "/a$",
            "/a%24",
            "/a%2A",
            "/%7Ea",
            "/~a",
            "/a%23b",
            "/c/d/e/f.gif",
            "/c/d/e/f.gif?x",
            "/robots.txt",
            "//a");

    static Stream<String> knownCases() {
        return Stream.of(
                "",
                "\n\n",
                "no robots file at all",
                "<html><body>Not found</body></html>",
                "User-agent: gleaner\nDisallow: /\n",
                "user-agent: GLEANER\ndisallow: /a\n",
                "User-agent: Gleaner/0.1\nDisallow: /a\n",
                "User-agent: gleanerbot\nDisallow: /\n",
                "User-agent: *\nDisallow:\n",
                "User-agent: *\nAllow:\n",
                "User-agent: *\nDisallow: /a\nUser-agent: gleaner\nDisallow:\n",
                "User-agent: *\nUser-agent: gleaner\nDisallow: /a\n",
                "User-agent: gleaner\nDisallow: /a\n\nUser-agent: x\nDisallow: /b\n\nUser-agent: gleaner\nDisallow: /c\n",
                "User-agent: *\nAllow: /a\nDisallow: /a\n",
                "User-agent: *\nDisallow: /a\nAllow: /a/b\n",
                "User-agent: *\nAllow: /$\nDisallow: /\n",
                "User-agent: *\nDisallow: /*.gif$\n",
                "User-agent: *\nDisallow: *\nAllow: /a*b\n",
                "User-agent: *\nDisallow: a\n",
                "User-agent: *\nDisallow: /ü\n",
                "User-agent: *\nDisallow: /%C3%BC\nAllow: /%c3%bc/a\n",
                "User-agent: *\nDisallow: /%7Ea\nDisallow: /a%24\nDisallow: /a%2A\nDisallow: /a%23b\n",
                "User-agent: *\nDisallow: /a%2Fb\nDisallow: /%zz\n",
                "User-agent: *\nDisallow: /a b # blank\n",
                "User-agent: *\nAllow: /a/index.html\nDisallow: /\n",
                "Disallow: /\nUser-agent: *\nAllow: /a\n",
                "User agent: *\nDissallow /a\nDisallow /b\n",
                "User-agent: *\r\nDisallow: /a\r\n\r\nCrawl-delay: 0.25\r\n",
                "\uFEFFUser-agent: *\nDisallow: /a\n",
                "User-agent: *\nCrawl-delay: 3600\nSitemap: https://x.example/s.xml\nDisallow: /b?q\n",
                "User-agent: *\nCrawl-delay: -1\n",
                "User-agent: *\nCrawl-delay: soon\nDisallow: /a\n",
                "User-agent: *\nCrawl-delay: 1\nCrawl-delay: 2\n\nUser-agent: gleaner\nDisallow: /a\n",
                "User-agent: *\nDisallow: /a\u0000b\nDisallow: /\u0001\n");
    }

    @ParameterizedTest
    @MethodSource("knownCases")
    void theReducedTextJudgesAsTheWhole(String file) {
        assertAlike(file);
    }

    @Test
    void soDoesThatOfAnyFile() {
        Random random = new Random(20260101);
        for (int i = 0; i < 20_000; i++) {
            assertAlike(file(random));
        }
    }

    @Test
    void halfAMegabyteForOthersLeavesNothing() {
        StringBuilder file = new StringBuilder("User-agent: other\n");
        for (int i = 0; i < 20_000; i++) {
            file.append("Disallow: /").append(i).append('\n');
        }
        file.append("Sitemap: https://x.example/").append("s".repeat(1000)).append("\n\nUser-agent: *\nDisallow: /a\n");

        assertThat(READER.reduced(READER.read(file.toString()))).hasValue("User-agent: gleaner\nDisallow: /a\n");
    }

    private static void assertAlike(String file) {
        byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        SimpleRobotRules whole = new SimpleRobotRulesParser(Long.MAX_VALUE, 0)
                .parseContent("http://x.example/robots.txt", bytes, "text/plain", List.of("gleaner"));
        SimpleRobotRules read = READER.read(new String(bytes, StandardCharsets.ISO_8859_1));
        String reduced = READER.reduced(read).orElseThrow(() -> new AssertionError("not to be reduced: " + file));
        SimpleRobotRules again = READER.read(reduced);
        for (String path : PATHS) {
            String url = "http://x.example" + path;
            assertThat(again.isAllowed(url))
                    .as("%s by%n%s%nreduced to%n%s", path, file, reduced)
                    .isEqualTo(read.isAllowed(url))
                    .isEqualTo(whole.isAllowed(url));
        }
        assertThat(Math.max(0, again.getCrawlDelay())).as(file).isEqualTo(Math.max(0, whole.getCrawlDelay()));
    }

    private static String file(Random random) {
        StringBuilder file = new StringBuilder();
        int lines = random.nextInt(12);
        for (int i = 0; i < lines; i++) {
            file.append(line(random)).append(one(random, "\n", "\n", "\n", "\r\n", "\r", "\n\n", " # why\n"));
        }
        return file.toString();
    }

    private static String line(Random random) {
        return switch (random.nextInt(10)) {
            case 0, 1 ->
                one(random, "User-agent: ", "user-agent:", "User-Agent : ", "useragent: ")
                        + one(random, "*", "gleaner", "GLEANER", "Gleaner/2", "other", "gleaner other", "glean", "");
            case 2 -> "Crawl-delay: " + one(random, "1", "0.5", "10", "0", "-3", "x", "", "2147483647", "1.0005");
            case 3 ->
                one(random, "Sitemap: http://x.example/s.xml", "Host: x.example", "nonsense", "# Disallow: /", ":");
            default -> one(random, "Allow: ", "Disallow: ", "disallow:", "ALLOW :", "Disallow ") + path(random);
        };
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder(one(random, "/", "/", "/", "", "*", " /"));
        int pieces = random.nextInt(5);
        for (int i = 0; i < pieces; i++) {
            path.append(one(
                    random,
                    "a",
                    "b",
                    "A",
                    "/",
                    "/",
                    "*",
                    "$",
                    "%2F",
                    "%2f",
                    "%C3%BC",
                    "ü",
                    "%20",
                    " ",
                    "?q=1",
                    "&",
                    "%",
                    "%2A",
                    "%24",
                    "%7E",
                    "~",
                    "%23",
                    "index.html",
                    "index.htm",
                    ".gif",
                    "%E2%82",
                    "\t",
                    "€",
                    "\\",
                    "\"",
                    "%0A",
                    "%00",
                    "+",
                    "%2B",
                    ":",
                    ";",
                    ","));
        }
        return path.toString();
    }

    private static String one(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }
}
