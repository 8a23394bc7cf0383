package dev.gleaner.consumer.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.article.ArticleContent;
import dev.gleaner.extract.ArticleExtractor;
import dev.gleaner.extract.Extraction.Extracted;
import dev.gleaner.extract.Page;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StorableContentTest {
    private static final String PAGE = "<html lang=en><title>The bridge</title>"
            + "<meta property=article:published_time content=%s><nav><a href=/>%s</a></nav>"
            + "<article><h1>The bridge</h1><p>The river rose through the night, and %s.</p></article><aside>%s</aside>";

    @Test
    void theHashIsThatOfTheTextAlone() {
        ArticleContent first = stored("2026-03-04", "Home", "the fields were under water", "Five others read this");
        ArticleContent again = stored("2026-03-05", "Start", "the fields were  under\nwater", "Six others read this");
        ArticleContent changed = stored("2026-03-04", "Home", "the fields were dry", "Five others read this");

        assertThat(first.contentHash()).matches("[0-9a-f]{64}");
        assertThat(again.contentHash()).isEqualTo(first.contentHash());
        assertThat(changed.contentHash()).isNotEqualTo(first.contentHash());
    }

    @Test
    void timesBecomeInstantsAndSourcesTheirNames() {
        ArticleContent content = stored("2026-03-04T23:30:00-05:00", "Home", "the fields were under water", "x");

        assertThat(content.publishedAt()).isEqualTo(Instant.parse("2026-03-05T04:30:00Z"));
        assertThat(content.sources())
                .containsEntry("published_at", "meta")
                .containsEntry("language", "html")
                .containsEntry("title", "html")
                .hasSize(3);
        assertThat(content.markdown()).isEqualTo(content.content());
    }

    private static ArticleContent stored(String... parts) {
        byte[] body = PAGE.formatted((Object[]) parts).getBytes(StandardCharsets.UTF_8);
        Page page = new Page(body, "utf-8", "text/html", "https://valley.example/bridge");
        return StorableContent.of(((Extracted) new ArticleExtractor().extract(page)).article());
    }
}
