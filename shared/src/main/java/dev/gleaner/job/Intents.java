package dev.gleaner.job;

import java.util.List;

/** What is under way; nearly always empty. */
public interface Intents {
    /** False if there is one with this id already. */
    boolean insert(Intent intent);

    void remove(Intent intent);

    List<Intent> all();
}
