package dev.gleaner.platform;

import java.util.Map;

/** What Spring must know before it reads any settings of ours. */
public final class StartSettings {
    private StartSettings() {}

    /** Defaults of a process; whatever else is set wins. */
    public static Map<String, Object> defaults() {
        return Map.of(
                "spring.main.banner-mode", "off",
                "spring.main.log-startup-info", "false",
                "spring.threads.virtual.enabled", "true",
                "spring.lifecycle.timeout-per-shutdown-phase", "25s",
                "logging.level.root", "WARN",
                "logging.level.dev.gleaner", "INFO",
                // Tells every few seconds and connection that Redis is away; whoever needs it tells so once.
                "logging.level.io.lettuce.core.protocol.ConnectionWatchdog", "ERROR",
                // Warns at every start that there is a document, which is what it is for.
                "logging.level.org.springdoc", "ERROR",
                // Says of every index but the unique one that it does without; so do we.
                "logging.level.de.bwaldvogel", "ERROR",
                // Every site with a slip in its robots.txt.
                "logging.level.crawlercommons", "ERROR");
    }
}
