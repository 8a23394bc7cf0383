package dev.gleaner.model;

import static dev.gleaner.model.World.*;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Visits every state that can be reached, breadth first, and checks the promises in each, in each step between two, and where
 * nothing moves any more. Visited states are kept as 64-bit hashes (hash compaction, Wolper and Leroy 1993): of ten million
 * states one is passed over with a chance of 3 in a million.
 */
final class Search {
    private final Bounds bounds;
    private final Steps steps;
    private final int most;

    private long[] keys = new long[1 << 16];
    private int[] indexOf = new int[1 << 16];
    private int size;

    /** By index: where a state was first met from. */
    private int[] parents = new int[1 << 16];

    /** The steps as pairs of indices, to find the states from which nothing leads to an end. */
    private int[] edges = new int[1 << 18];

    private int edgeCount;
    private final List<Integer> ends = new ArrayList<>();
    private final ArrayDeque<byte[]> frontier = new ArrayDeque<>();
    private int expanded;
    private boolean cut;
    private @Nullable String violation;
    private int violatedIn = -1;

    /** @param most states, beyond which the search breaks off */
    Search(Bounds bounds, int most) {
        this.bounds = bounds;
        this.steps = new Steps(bounds);
        this.most = most;
    }

    /**
     * What a search found.
     *
     * @param ends states in which nothing moves any more
     * @param whole whether every reachable state was visited
     * @param violation the first broken promise and the steps that led to it; null if there is none
     */
    record Result(
            int states,
            int transitions,
            int ends,
            boolean whole,
            @Nullable String violation) {}

    Result run() {
        World initial = steps.initial();
        meet(initial, -1);
        while (violation == null && !frontier.isEmpty() && size < most) {
            expand(World.of(frontier.poll()), expanded++);
        }
        boolean whole = frontier.isEmpty() && !cut;
        if (violation == null && frontier.isEmpty()) {
            trapped();
        }
        return new Result(size, edgeCount, ends.size(), whole, violation == null ? null : violation + trace());
    }

    private void expand(World world, int index) {
        int[] moved = {0};
        Steps.Sink sink = (step, next) -> {
            moved[0]++;
            add(world, index, step, next);
        };
        try {
            steps.work(world, sink);
            if (moved[0] == 0) {
                steps.audit(world, sink);
            }
            if (moved[0] == 0) {
                ends.add(index);
                String left = Promises.atRest(world);
                if (left != null) {
                    fail(left, index);
                }
            }
            steps.faults(world, (step, next) -> add(world, index, step, next));
        } catch (Steps.OutOfTokens noRoom) {
            // Not followed; as if it were an end, so that it does not look like a trap.
            cut = true;
            ends.add(index);
        }
    }

    private void add(World world, int index, String step, World next) {
        int to = meet(next, index);
        if (edgeCount * 2 + 2 > edges.length) {
            edges = Arrays.copyOf(edges, edges.length * 2);
        }
        edges[edgeCount * 2] = index;
        edges[edgeCount * 2 + 1] = to;
        edgeCount++;
        String broken = Promises.between(world, next);
        if (broken != null && violation == null) {
            fail(broken + " by " + step, index);
        }
    }

    private void fail(String promise, int index) {
        if (violation == null) {
            violation = promise;
            violatedIn = index;
        }
    }

    private int meet(World world, int parent) {
        long key = world.hash();
        int mask = keys.length - 1;
        int place = (int) key & mask;
        while (keys[place] != 0) {
            if (keys[place] == key) {
                return indexOf[place];
            }
            place = (place + 1) & mask;
        }
        keys[place] = key;
        indexOf[place] = size;
        if (size == parents.length) {
            parents = Arrays.copyOf(parents, size * 2);
        }
        parents[size] = parent;
        int index = size++;
        frontier.add(world.at);
        String broken = Promises.in(world);
        if (broken != null) {
            fail(broken, index);
        }
        if (size * 2 > keys.length) {
            grow();
        }
        return index;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldIndex = indexOf;
        keys = new long[oldKeys.length * 2];
        indexOf = new int[oldKeys.length * 2];
        int mask = keys.length - 1;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int place = (int) oldKeys[i] & mask;
                while (keys[place] != 0) {
                    place = (place + 1) & mask;
                }
                keys[place] = oldKeys[i];
                indexOf[place] = oldIndex[i];
            }
        }
    }

    /** From every state some way must lead to an end: work may be delayed for as long as faults go on, but never locked in. */
    private void trapped() {
        int[] heads = new int[size];
        int[] next = new int[edgeCount];
        Arrays.fill(heads, -1);
        for (int edge = 0; edge < edgeCount; edge++) {
            int to = edges[edge * 2 + 1];
            next[edge] = heads[to];
            heads[to] = edge;
        }
        boolean[] reaches = new boolean[size];
        ArrayDeque<Integer> open = new ArrayDeque<>(ends);
        ends.forEach(end -> reaches[end] = true);
        while (!open.isEmpty()) {
            for (int edge = heads[open.poll()]; edge >= 0; edge = next[edge]) {
                int from = edges[edge * 2];
                if (!reaches[from]) {
                    reaches[from] = true;
                    open.add(from);
                }
            }
        }
        for (int index = 0; index < size; index++) {
            if (!reaches[index]) {
                fail("no way leads to an end", index);
                return;
            }
        }
    }

    /** The steps to the violation, found by taking the way again. */
    private String trace() {
        List<Integer> way = new ArrayList<>();
        for (int index = violatedIn; index >= 0; index = parents[index]) {
            way.add(index);
        }
        Collections.reverse(way);
        StringBuilder text = new StringBuilder();
        World world = steps.initial();
        for (int i = 1; i < way.size(); i++) {
            int wanted = way.get(i);
            World[] found = {world};
            String[] taken = {"?"};
            Steps.Sink sink = (step, next) -> {
                if (find(next) == wanted) {
                    found[0] = next;
                    taken[0] = step;
                }
            };
            steps.work(world, sink);
            steps.audit(world, sink);
            steps.faults(world, sink);
            world = found[0];
            text.append("\n  ").append(taken[0]);
        }
        return text.append("\n  leads to ").append(world).toString();
    }

    private int find(World world) {
        long key = world.hash();
        int mask = keys.length - 1;
        for (int place = (int) key & mask; keys[place] != 0; place = (place + 1) & mask) {
            if (keys[place] == key) {
                return indexOf[place];
            }
        }
        return -1;
    }
}
