package dev.gleaner.system.crash;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Finds the points of a play by running it, and runs it again for each of them with a victim that ends there. Then the
 * others go on, everything has to end, and every promise has to be kept.
 */
final class Hunt implements AutoCloseable {
    /** A point that depends on who comes first is given some turns. */
    private static final int MOST_TRIES = 4;

    private Stage stage = new Stage();

    /** Each point, to the chapters that pass it and the passes written down. */
    private final Map<String, Map<Chapter, Integer>> found = new TreeMap<>();

    private final Set<String> inCrashes = new TreeSet<>();

    /** Runs chapters with a victim that lives, and notes the points. */
    void find(List<Chapter> chapters) {
        for (Chapter chapter : chapters) {
            Map<String, Integer> passes = play(chapter, null, 1);
            passes.keySet().removeIf(point -> !chapter.isAbout(point));
            passes.forEach((point, count) ->
                    found.computeIfAbsent(point, first -> new LinkedHashMap<>()).put(chapter, count));
            System.out.printf("Crash points: %d when %s%n", passes.size(), chapter);
        }
    }

    /** The points found. */
    List<String> points() {
        return List.copyOf(found.keySet());
    }

    /** Points that only showed when a process had died before. */
    Set<String> furtherPoints() {
        Set<String> further = new TreeSet<>(inCrashes);
        further.removeAll(found.keySet());
        return further;
    }

    /** How often a point is passed at least, up to what is written down. */
    int passes(String point) {
        return chaptersOf(point).values().stream()
                .mapToInt(count -> count)
                .max()
                .orElse(0);
    }

    /**
     * Ends a victim at a pass of a point and lets everything else go on.
     *
     * @return false if no victim came there
     * @throws AssertionError if a promise was broken after it
     */
    boolean crash(String point, int pass) {
        long began = System.nanoTime();
        int tries = 0;
        while (tries < MOST_TRIES) {
            for (Chapter chapter : chaptersOf(point).keySet()) {
                tries++;
                try {
                    if (crashed(chapter, point, pass)) {
                        System.out.printf(
                                "Halted at %s (pass %d, when %s, %d ms)%n",
                                point, pass, chapter, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
                        return true;
                    }
                } catch (AssertionError | ConditionTimeoutException broken) {
                    // What is wrong there now must not be found again after the next.
                    stage.close();
                    stage = new Stage();
                    throw new AssertionError(
                            "After a halt at %s (pass %d, when %s): %s"
                                    .formatted(point, pass, chapter, broken.getMessage()),
                            broken);
                }
            }
        }
        System.out.printf("Nobody came to %s (pass %d) in %d tries%n", point, pass, tries);
        return false;
    }

    private Map<Chapter, Integer> chaptersOf(String point) {
        return found.getOrDefault(point, Map.of());
    }

    private boolean crashed(Chapter chapter, String point, int pass) {
        play(chapter, point, pass);
        return stage.victim().isGone() && stage.victim().wasHalted();
    }

    private Map<String, Integer> play(Chapter chapter, String point, int pass) {
        stage.nextScene();
        chapter.before().accept(stage);
        try (Victim victim = Victim.start(stage.fleet, chapter.victim(), chapter.environment(), point, pass)) {
            stage.start(victim);
            try {
                chapter.play().accept(stage);
            } catch (Stage.VictimIsGone asMeant) {
                requireMeant(chapter, point, victim);
            } finally {
                stage.letAllGoOn();
            }
            // What a chapter waits for may be there one call before the victim has come to its point.
            boolean gone = point == null ? victim.isGone() : victim.awaitGone();
            if (!gone && point == null) {
                // Nobody is to tell apart what it does now from what the chapter is about.
                victim.process().askToStop();
            } else {
                victim.process().close();
            }
            stage.settle();
            Map<String, Integer> passes = victim.passes();
            inCrashes.addAll(passes.keySet());
            return passes;
        }
    }

    private static void requireMeant(Chapter chapter, String point, Victim victim) {
        boolean stopped = chapter.name().equals("stops") && !victim.wasHalted();
        if (!stopped && (point == null || !victim.wasHalted())) {
            throw new AssertionError(
                    "The victim that %s died of something else:%n%s".formatted(chapter, victim.tail()));
        }
    }

    @Override
    public void close() {
        stage.close();
    }
}
