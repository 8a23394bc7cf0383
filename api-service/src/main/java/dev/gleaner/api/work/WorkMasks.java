package dev.gleaner.api.work;

import dev.gleaner.api.scrapers.Scrapers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Shows secrets as a mask, and takes the mask for the secret that is stored in its place. */
public final class WorkMasks {
    public static final String MASK = "********";

    private final Scrapers scrapers;

    /** @param scrapers say which of their params are secrets; where nobody says it, all are */
    public WorkMasks(Scrapers scrapers) {
        this.scrapers = scrapers;
    }

    /** A copy that may be shown. */
    public ObjectNode masked(ObjectNode work) {
        return WorkSecrets.mapped(
                work,
                (place, value) -> place.param() == null
                                || scrapers.now()
                                        .isSecret(
                                                place.param().scraper(),
                                                place.param().name())
                        ? MASK
                        : value);
    }

    /**
     * A copy with what is stored in the place of each mask. Which of several secrets of one webhook is meant is known only if
     * each of them is still there, so that their order tells.
     *
     * @param stored null if nothing is
     * @param fault told of each mask that stands for nothing: the path of its field, and a message
     */
    public static ObjectNode restored(ObjectNode work, @Nullable ObjectNode stored, BiConsumer<String, String> fault) {
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
                fault.accept(
                        place.path(), "is the mask of a secret, but none is stored for it here; give the value itself");
                return value;
            }
            if (secrets.size() != masks.getOrDefault(place.name(), 0)) {
                fault.accept(
                        place.path(),
                        "is the mask of one of %d secrets, and it cannot be told which; give the values themselves"
                                .formatted(secrets.size()));
                return value;
            }
            return secrets.get(taken.merge(place.name(), 1, Integer::sum) - 1);
        });
    }
}
