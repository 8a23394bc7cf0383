package dev.gleaner.consumer.politeness;

import dev.gleaner.url.ArticleUrl;
import java.time.Duration;

/** Decides whether the robots.txt of a site allows to fetch an address. */
@FunctionalInterface
public interface RobotsRules {
    /** Allows everything and asks for no file: for operators who do not obey robots.txt. */
    RobotsRules IGNORED = (url, timeout) -> new Verdict.Allowed(Duration.ZERO);

    /**
     * Judges an address.
     *
     * @param timeout for what has to be fetched
     */
    Verdict judge(ArticleUrl url, Duration timeout);
}
