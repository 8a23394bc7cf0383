package dev.gleaner.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.extract.Extraction.Extracted;
import dev.gleaner.extract.Extraction.NoArticle;
import dev.gleaner.extract.Extraction.Stopped;
import dev.gleaner.extract.page.ReadingGuard;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No page takes more than it may: tags, elements made of them, time, memory. */
class ReadingLimitsTest {
    private static final int MAX_TAGS = 200_000;
    private static final String SENTENCE = "This is a sentence of some length that ends with a full stop. ";

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aPageOfAMillionTagsIsTooLargeBeforeAnElementIsMadeOfThem(String charset) {
        int tags = 1_700_000;
        byte[] body = "<p>".repeat(tags).getBytes(Charset.forName(charset));
        ReadingGuard guard = guard(elements -> {
            throw new AssertionError("%d elements were made".formatted(elements));
        });

        Extraction extraction =
                new ArticleExtractor().extract(new Page(body, charset, "text/html", "http://example.com/"), guard);

        assertThat(extraction)
                .isEqualTo(
                        new NoArticle(RefusalCode.TOO_LARGE, "The page has 1,700,000 tags; at most 200,000 are read"));
    }

    @Test
    void tagsThatMultiplyAreCountedAsTheElementsThatTheyMake() {
        StringBuilder open = new StringBuilder("<p>");
        for (int i = 0; i < 12; i++) {
            open.append("<font size=").append(i).append('>');
        }
        String html = open + "</p><p>x".repeat(40_000);

        assertThat(read(html, guard(elements -> true)))
                .isEqualTo(new NoArticle(
                        RefusalCode.TOO_LARGE,
                        "The tags of the page make more than 200,000 elements; no more are read"));
    }

    @Test
    void tagsInAScriptThatIsReadAsThePageCountToo() {
        String html = "<body><script>var page = \"" + "\\u003cp>text".repeat(150_000) + "\\u003c/p>".repeat(100_000)
                + "\";</script>";

        assertThat(read(html, guard(elements -> true)))
                .isEqualTo(new NoArticle(RefusalCode.TOO_LARGE, "The page has 249,999 tags; at most 200,000 are read"));
    }

    @Test
    void aPageThatTakesTooLongIsGivenUp() {
        AtomicLong now = new AtomicLong();
        ReadingGuard guard = ReadingGuard.of(
                MAX_TAGS,
                Duration.ofSeconds(10),
                () -> now.addAndGet(Duration.ofMillis(100).toNanos()),
                elements -> true);

        assertThat(read(("<p>" + SENTENCE).repeat(50_000), guard))
                .isEqualTo(new NoArticle(
                        RefusalCode.EXTRACTION_TIMEOUT,
                        "Reading the page took more than 10 seconds of processor time"));
    }

    @Test
    void noLoopOverAPageGoesOnAfterItsTime() {
        // Every look at the clock is a second, and the time of each reading one second longer than that of the last: so
        // the time runs out once in each loop, until it is enough.
        String html = "<script type='application/ld+json'>{\"@type\":\"Article\"}</script><ol>"
                + ("<li>" + SENTENCE + SENTENCE).repeat(3_000);
        Extraction extraction;
        int timeouts = 0;
        do {
            AtomicLong now = new AtomicLong();
            extraction = read(
                    html,
                    ReadingGuard.of(
                            MAX_TAGS,
                            Duration.ofSeconds(++timeouts),
                            () -> now.addAndGet(Duration.ofSeconds(1).toNanos()),
                            elements -> true));
        } while (extraction instanceof NoArticle(RefusalCode code, String reason)
                && code == RefusalCode.EXTRACTION_TIMEOUT);

        assertThat(extraction).isInstanceOf(Extracted.class);
        assertThat(timeouts).as("looks at the clock").isGreaterThan(100);
    }

    @Test
    void whoeverWantsAPageNoLongerStopsItsReading() {
        AtomicReference<ReadingGuard> guard = new AtomicReference<>();
        guard.set(guard(elements -> {
            guard.get().stop();
            return true;
        }));

        assertThat(read(("<p>" + SENTENCE).repeat(5_000), guard.get())).isEqualTo(new Stopped());
    }

    @Test
    void aPageThatThereIsNoMemoryForIsStopped() {
        assertThat(read(("<p>" + SENTENCE).repeat(5_000), guard(elements -> elements < 3_000)))
                .isEqualTo(new Stopped());
    }

    /** Each took minutes to hours before there was a limit for it. */
    @ParameterizedTest
    @EnumSource
    void whatUsedToTakeHoursIsReadOrRefused(Hostile page) {
        Extraction extraction = read(page.html(), guard(elements -> true));

        assertThat(extraction).isNotInstanceOf(Stopped.class);
        if (extraction instanceof NoArticle(RefusalCode code, String reason)) {
            assertThat(code).as(reason).isNotEqualTo(RefusalCode.EXTRACTION_TIMEOUT);
        }
    }

    private static ReadingGuard guard(IntPredicate admits) {
        return ReadingGuard.of(MAX_TAGS, Duration.ofMinutes(1), System::nanoTime, admits);
    }

    private static Extraction read(String html, ReadingGuard guard) {
        byte[] body = html.getBytes(StandardCharsets.UTF_8);
        return new ArticleExtractor().extract(new Page(body, "utf-8", "text/html", "http://example.com/"), guard);
    }

    /** Pages at the limits of size and tags, made to be slow. */
    private enum Hostile {
        NAME_OF_ZEROS {
            @Override
            String html() {
                return "<body><p>" + SENTENCE + "<p" + "\0".repeat(4_000_000);
            }
        },
        ENDLESS_NAME {
            @Override
            String html() {
                return "<body><p>" + SENTENCE + "</p" + "<p".repeat(150_000);
            }
        },
        LINKS_FROM_A_BASE_OF_MEGABYTES {
            @Override
            String html() {
                return "<base href='http://example.com/" + "x/".repeat(1_000_000) + "'><body>"
                        + ("<p>" + SENTENCE + "<a href=a>b</a>").repeat(30_000);
            }
        },
        TITLES_OF_A_MILLION_WORDS {
            @Override
            String html() {
                return "<meta property=og:title content='" + "a ".repeat(1_000_000) + "'><h1>" + "a ".repeat(900_000)
                        + "b</h1><p>" + SENTENCE.repeat(5);
            }
        },
        ITEMS_BEHIND_OTHER_ELEMENTS {
            @Override
            String html() {
                return "<body><ol>" + "<b></b>".repeat(90_000) + ("<li>" + SENTENCE + SENTENCE).repeat(990);
            }
        },
        NESTED_HINTS {
            @Override
            String html() {
                return "<body>" + "<noscript>x".repeat(180_000);
            }
        },
        CHALLENGE_OF_MEGABYTES {
            @Override
            String html() {
                return "<title>page" + " page".repeat(990_000) + "</title><body>x";
            }
        },
        DEPTH {
            @Override
            String html() {
                return "<body>" + "<blockquote>".repeat(500) + ("<p>" + SENTENCE + "</p>").repeat(60_000);
            }
        },
        ATTRIBUTES {
            @Override
            String html() {
                StringBuilder html = new StringBuilder("<body><p ");
                for (int i = 0; html.length() < 4_900_000; i++) {
                    html.append(" a").append(i);
                }
                return html.append('>').append(SENTENCE).toString();
            }
        },
        ONE_WIDE_ROW {
            @Override
            String html() {
                return "<body><table><tr>" + ("<td colspan=9>" + SENTENCE).repeat(60_000);
            }
        },
        NESTED_TABLES {
            @Override
            String html() {
                return "<body>" + ("<table><tr><td>a".repeat(150) + "</table>".repeat(150)).repeat(330);
            }
        },
        DECLARATIONS_IN_JSON {
            @Override
            String html() {
                return ("<script type='application/ld+json'>[" + "{},".repeat(500_000) + "1]</script>").repeat(3)
                        + "<p>" + SENTENCE;
            }
        };

        abstract String html();
    }
}
