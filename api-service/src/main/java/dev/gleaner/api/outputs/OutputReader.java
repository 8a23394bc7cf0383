package dev.gleaner.api.outputs;

import dev.gleaner.job.OutputOrder;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads an order of files, and tells what is wrong with it by path. */
public final class OutputReader {
    private static final String FIELD = "output";

    private final boolean configured;

    /** @param configured whether there is a folder to write into */
    public OutputReader(boolean configured) {
        this.configured = configured;
    }

    /**
     * The order; null if there is none, or none that can be done, which is a fault.
     *
     * @param zone whose dates and times stand in names
     * @param fault takes a path and what is wrong there
     */
    public @Nullable OutputOrder read(JsonNode node, ZoneId zone, BiConsumer<String, String> fault) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isObject()) {
            fault.accept(FIELD, "must be an object");
            return null;
        }
        if (!configured) {
            fault.accept(FIELD, "cannot be written: no OUTPUT_DIR is configured");
        }
        OutputOrder.Format format = word(node, "format", OutputOrder.Format.JSON, fault);
        OutputOrder.Split split = word(node, "split", OutputOrder.Split.RUN, fault);
        OutputOrder.Include include = word(node, "include", OutputOrder.Include.ALL, fault);
        String fileName = fileName(node.path("file_name"), split, fault);
        return new OutputOrder(format, split, include, fileName, zone);
    }

    private static <E extends Enum<E>> E word(JsonNode order, String field, E usual, BiConsumer<String, String> fault) {
        JsonNode node = order.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return usual;
        }
        E[] values = usual.getDeclaringClass().getEnumConstants();
        Optional<E> found = node.isString()
                ? Arrays.stream(values)
                        .filter(one -> name(one).equals(node.asString()))
                        .findFirst()
                : Optional.empty();
        if (found.isEmpty()) {
            fault.accept(
                    FIELD + "." + field,
                    "must be one of "
                            + Arrays.stream(values).map(OutputReader::name).collect(Collectors.joining(", ")));
        }
        return found.orElse(usual);
    }

    private static @Nullable String fileName(JsonNode node, OutputOrder.Split split, BiConsumer<String, String> fault) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        String path = FIELD + ".file_name";
        if (!node.isString()) {
            fault.accept(path, "must be a string");
            return null;
        }
        Optional<String> reason = FileTemplate.fault(node.asString(), split);
        reason.ifPresent(words -> fault.accept(path, words));
        return reason.isEmpty() ? node.asString() : null;
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
