package dev.gleaner.consumer.politeness;

import dev.gleaner.url.ArticleUrl;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides whether the robots.txt of a site allows to fetch an address. */
@FunctionalInterface
public interface RobotsRules {
    /** Allows everything and asks for no file: for operators who do not obey robots.txt. */
    RobotsRules IGNORED = (url, timeout) -> new Verdict.Allowed(Duration.ZERO);

    /**
     * The rules for whoever introduces itself so.
     *
     * @param userAgent whose first word names it in robots.txt; null for the fleet's own
     */
    default RobotsRules of(@Nullable String userAgent) {
        return this;
    }

    /**
     * Judges an address.
     *
     * @param timeout for what has to be fetched
     */
    Verdict judge(ArticleUrl url, Duration timeout);
}
