package dev.gleaner.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.extract.page.ReadingGuard;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What an extraction gives is kept until it is written, by then the tree of the page must be gone. */
class NothingOfThePageStaysTest {
    @Test
    void aResultIsMadeOfPlainValuesAlone() throws ReflectiveOperationException {
        String html = "<html lang=en><title>A title of words</title><meta name=author content='Jane Doe'>"
                + "<meta property=article:published_time content=2026-01-02T03:04:05Z><body><p>"
                + "This is a sentence of some length that ends with a full stop. ".repeat(20);
        Extraction extraction = new ArticleExtractor()
                .extract(
                        new Page(html.getBytes(StandardCharsets.UTF_8), "utf-8", "text/html", "http://example.com/"),
                        ReadingGuard.unlimited());
        Set<String> found = new TreeSet<>();

        collect(extraction, found);

        assertThat(found)
                .contains("java.lang.String", "java.time.OffsetDateTime")
                .allMatch(name -> name.startsWith("java.lang.")
                        || name.startsWith("java.time.")
                        || name.equals(Extraction.Extracted.class.getName())
                        || name.equals(ArticleContent.class.getName()));
    }

    private static void collect(Object value, Set<String> found) throws ReflectiveOperationException {
        if (value instanceof Map<?, ?> map) {
            assertThat(map).isUnmodifiable();
            collect(map.keySet(), found);
            collect(map.values(), found);
            return;
        }
        if (value instanceof Collection<?> several) {
            for (Object one : several) {
                collect(one, found);
            }
            return;
        }
        found.add(value.getClass().getName());
        if (value instanceof Record record) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                Object held = component.getAccessor().invoke(record);
                if (held != null) {
                    collect(held, found);
                }
            }
        }
    }
}
