package dev.gleaner.platform;

/** Settings of which more can be said than that each has its form: what they name has to make sense, too. */
@FunctionalInterface
public interface Judged {
    /** @throws IllegalArgumentException that names the setting that does not */
    void judge();
}
