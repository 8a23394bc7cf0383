package dev.gleaner.consumer.politeness;

import java.time.Duration;
import java.util.Optional;

/** The robots.txt files that the fleet knows. A file that is lost is fetched again. */
public interface RobotsFiles {
    /** @param origin scheme, host and port */
    Optional<RobotsFile> find(String origin);

    /** @param length of time after which the file is forgotten */
    void keep(String origin, RobotsFile file, Duration length);
}
