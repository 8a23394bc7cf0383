package dev.gleaner.store;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Does a repeatable step for many at once, and where one of them makes it fail, for all but that one: what failed is tried
 * again in halves, so that of n the one that fails is found in 2 log n steps and costs no other its turn.
 */
public final class Halving {
    private Halving() {}

    /**
     * Does the step; an outage goes through to the caller, for it is nobody's fault.
     *
     * @param aside is given each that the step fails for even alone
     */
    public static <T> void each(List<T> all, Consumer<List<T>> step, BiConsumer<T, RuntimeException> aside) {
        if (all.isEmpty()) {
            return;
        }
        try {
            step.accept(all);
        } catch (StoreAwayException away) {
            throw away;
        } catch (RuntimeException fault) {
            if (all.size() == 1) {
                aside.accept(all.getFirst(), fault);
                return;
            }
            int half = all.size() / 2;
            each(all.subList(0, half), step, aside);
            each(all.subList(half, all.size()), step, aside);
        }
    }
}
