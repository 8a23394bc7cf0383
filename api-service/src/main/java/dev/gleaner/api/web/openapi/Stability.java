package dev.gleaner.api.web.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import java.util.Locale;
import java.util.Set;

/**
 * How much a client may build on an operation, in the document as {@code x-stability}. Of a stable one, no field and no status
 * code goes or changes its meaning within this version; more may come. One in preview may change with a minor version, and the
 * list of changes says so.
 */
enum Stability {
    STABLE,
    PREVIEW;

    private static final String NAME = "x-stability";

    /** What may still change: paths begin so. All else is stable. */
    private static final Set<String> PREVIEWS = Set.of("/schedules/apply", "/schedules/import", "/schedules/export");

    static void apply(OpenAPI api) {
        api.getPaths().forEach((path, item) -> item.readOperations().forEach(operation -> of(path).mark(operation)));
    }

    private static Stability of(String path) {
        return PREVIEWS.stream().anyMatch(path::startsWith) ? PREVIEW : STABLE;
    }

    private void mark(Operation operation) {
        operation.addExtension(NAME, word());
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
