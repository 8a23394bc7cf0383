package dev.gleaner.api.deliveries;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many deliveries this process does at a time: so many of a lane, and so many altogether. */
final class Lanes {
    private final int most;
    private final Map<String, Integer> running = new HashMap<>();
    private final Map<String, Integer> full = new HashMap<>();
    private int all;

    Lanes(int most) {
        this.most = most;
    }

    /** Takes a place; false if there is none. */
    synchronized boolean enter(String lane, int mostOfLane) {
        int there = running.getOrDefault(lane, 0);
        if (all >= most || there >= mostOfLane) {
            return false;
        }
        all++;
        running.put(lane, there + 1);
        if (there + 1 >= mostOfLane) {
            full.put(lane, there + 1);
        }
        return true;
    }

    synchronized void leave(String lane) {
        all--;
        full.remove(lane);
        if (running.merge(lane, -1, Integer::sum) <= 0) {
            running.remove(lane);
        }
    }

    /** Lanes without a place. */
    synchronized List<String> full() {
        return List.copyOf(full.keySet());
    }

    synchronized int free() {
        return most - all;
    }
}
