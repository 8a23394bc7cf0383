package dev.gleaner.fetch;

import dev.gleaner.url.ArticleUrl;
import dev.gleaner.url.InvalidUrlException;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/** Reads the proxy that an operator names. */
final class ProxySetting {
    private static final String EXPECTED = "SCRAPE_PROXY must be http://host:port";

    private ProxySetting() {}

    /**
     * The proxy; null if the setting is blank.
     *
     * @throws IllegalArgumentException if it cannot be read; the message names the setting
     */
    static @Nullable HttpHost parse(String setting) {
        if (setting.isBlank()) {
            return null;
        }
        ArticleUrl url = url(setting.strip());
        if (!url.scheme().equals("http") || !url.pathAndQuery().equals("/")) {
            throw new IllegalArgumentException(EXPECTED);
        }
        return new HttpHost("http", url.host(), url.port());
    }

    private static ArticleUrl url(String setting) {
        try {
            return ArticleUrl.parse(setting);
        } catch (InvalidUrlException invalid) {
            throw new IllegalArgumentException(EXPECTED + "; " + invalid.reason(), invalid);
        }
    }
}
