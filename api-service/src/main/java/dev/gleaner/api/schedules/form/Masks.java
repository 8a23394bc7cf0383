package dev.gleaner.api.schedules.form;

import dev.gleaner.api.work.WorkSecrets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Shows secrets as a mask, and takes the mask for the secret that is stored in its place. */
final class Masks {
    static final String MASK = "********";

    private Masks() {}

    static ObjectNode masked(ObjectNode work) {
        return WorkSecrets.mapped(work, secret -> MASK);
    }

    /**
     * Puts what is stored in the place of each mask. Which of several secrets of one webhook is meant is known only if each of
     * them is still there, so that their order tells.
     *
     * @param stored null if nothing is
     */
    static ObjectNode restored(ObjectNode work, @Nullable ObjectNode stored, FormFaults faults) {
        Map<String, List<String>> known = new HashMap<>();
        if (stored != null) {
            WorkSecrets.mapped(stored, (place, value) -> {
                known.computeIfAbsent(place.name(), first -> new ArrayList<>()).add(value);
                return value;
            });
        }
        Map<String, Integer> masks = new HashMap<>();
        WorkSecrets.mapped(work, (place, value) -> {
            if (value.equals(MASK)) {
                masks.merge(place.name(), 1, Integer::sum);
            }
            return value;
        });
        Map<String, Integer> taken = new HashMap<>();
        return WorkSecrets.mapped(work, (place, value) -> {
            if (!value.equals(MASK)) {
                return value;
            }
            List<String> secrets = known.getOrDefault(place.name(), List.of());
            if (secrets.isEmpty()) {
                faults.add(
                        place.path(),
                        "is the mask of a secret, but none is stored for it here; give the value itself");
                return value;
            }
            if (secrets.size() != masks.getOrDefault(place.name(), 0)) {
                faults.add(
                        place.path(),
                        "is the mask of one of %d secrets, and it cannot be told which; give the values themselves"
                                .formatted(secrets.size()));
                return value;
            }
            return secrets.get(taken.merge(place.name(), 1, Integer::sum) - 1);
        });
    }
}
