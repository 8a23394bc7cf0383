package dev.gleaner.delivery;

import dev.gleaner.url.ArticleUrl;
import dev.gleaner.url.InvalidUrlException;

/** Whom messages go to: what is at an origin and path, whatever the query. */
final class Endpoint {
    private Endpoint() {}

    /** The address without its query. */
    static String of(String url) {
        String target = target(url);
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private static String target(String url) {
        try {
            return ArticleUrl.parse(url).target();
        } catch (InvalidUrlException notAnyMore) {
            return url;
        }
    }
}
