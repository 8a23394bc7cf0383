package dev.gleaner.consumer.politeness;

import java.time.Duration;
import java.util.Optional;

/** The robots.txt files that the fleet knows. A file that is lost is fetched again. */
public interface RobotsFiles {
    /** @param origin scheme, host and port */
    Optional<RobotsFile> find(String origin);

    /**
     * Keeps a file for the fleet. It may be forgotten earlier, in favour of others.
     *
     * @param length of time after which it is forgotten
     * @return whether it is kept; not if it is too large
     */
    boolean keep(String origin, RobotsFile file, Duration length);
}
