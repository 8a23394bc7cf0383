package dev.gleaner.system.crash;

import java.util.Map;
import java.util.function.Consumer;

/**
 * A part of the play in which a victim does one kind of thing.
 *
 * @param environment further settings of the victim
 * @param before what has to be there before the victim starts
 * @param play what happens with it; it ends with {@link Stage.VictimIsGone} when the victim does
 */
record Chapter(
        String name,
        Victim.Kind victim,
        Map<String, String> environment,
        Consumer<Stage> before,
        Consumer<Stage> play) {
    /**
     * Whether its victim is sure to come to a point again. One process audits for all, whichever is first; only where the
     * others are held back meanwhile it is the victim.
     */
    boolean isAbout(String point) {
        return name.equals("audits") || !point.startsWith("Audit.") || point.startsWith("Audit.turn:");
    }

    @Override
    public String toString() {
        return victim + " " + name;
    }
}
