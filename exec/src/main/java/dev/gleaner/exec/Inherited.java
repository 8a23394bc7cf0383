package dev.gleaner.exec;

import java.util.HashMap;
import java.util.Map;

/** The environment of whoever called, without what the launcher had to put there. */
final class Inherited {
    /** That LC_ALL was set so that Java can read all letters. */
    private static final String REPLACED = "GLEANER_EXEC_LOCALE";

    /** What LC_ALL was; missing if it was not set. */
    private static final String BEFORE = "GLEANER_EXEC_LC_ALL";

    private Inherited() {}

    static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        if (environment.remove(REPLACED) != null) {
            String before = environment.remove(BEFORE);
            environment.remove("LC_ALL");
            if (before != null) {
                environment.put("LC_ALL", before);
            }
        }
        return environment;
    }
}
