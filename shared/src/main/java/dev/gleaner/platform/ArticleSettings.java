package dev.gleaner.platform;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What is kept of articles.
 *
 * @param versions ARTICLE_VERSIONS, contents that are kept of an article beside the one that it has, from 0 to 100: when a fetch
 *     brings another content, the former one is kept, and the oldest beyond that number goes
 */
@ConfigurationProperties("gleaner.articles")
public record ArticleSettings(int versions) {
    private static final int MOST = 100;

    public ArticleSettings {
        if (versions < 0 || versions > MOST) {
            throw new IllegalArgumentException("ARTICLE_VERSIONS must be from 0 to 100, not " + versions);
        }
    }
}
