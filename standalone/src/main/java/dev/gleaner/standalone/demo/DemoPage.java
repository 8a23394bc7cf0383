package dev.gleaner.standalone.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the site answers for an article.
 *
 * @param article what is submitted, and expected
 * @param file the page among the resources, in UTF-8 there
 * @param charset in which the page is sent; the header does not tell it, as on many real sites
 * @param gzip whether the page is sent compressed
 * @param delay how long the site thinks about it
 * @param movedTo the path that the site sends its visitors on to, or null
 */
record DemoPage(
        DemoArticle article,
        String file,
        Charset charset,
        boolean gzip,
        Duration delay,
        @Nullable String movedTo) {

    /** A page with nothing special about it. */
    static DemoPage of(String path, String source, String category, int priority, String file, String title) {
        return new DemoPage(
                new DemoArticle(path, source, category, priority, new DemoArticle.Scraped(title)),
                file,
                StandardCharsets.UTF_8,
                false,
                Duration.ZERO,
                null);
    }

    DemoPage in(Charset other) {
        return new DemoPage(article, file, other, gzip, delay, movedTo);
    }

    DemoPage compressed() {
        return new DemoPage(article, file, charset, true, delay, movedTo);
    }

    DemoPage after(Duration time) {
        return new DemoPage(article, file, charset, gzip, time, movedTo);
    }

    DemoPage movedTo(String path) {
        return new DemoPage(article, file, charset, gzip, delay, path);
    }

    /** The path by which the server knows it: a query, such as the marks of a newsletter, changes nothing. */
    String location() {
        String path = article.path();
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    /** The page as it goes over the wire, before any compression. */
    byte[] bytes() {
        return resource(file).getBytes(charset);
    }

    static String resource(String file) {
        try (InputStream page = Objects.requireNonNull(DemoPage.class.getResourceAsStream("/demo/" + file), file)) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
