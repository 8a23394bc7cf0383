package dev.gleaner.api.presets;

import java.util.List;

/** Who takes work from presets. */
@FunctionalInterface
public interface PresetUsers {
    /** Ids of schedules that use it, a hundred at most. */
    List<String> of(String preset);
}
