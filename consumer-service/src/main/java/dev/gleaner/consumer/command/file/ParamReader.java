package dev.gleaner.consumer.command.file;

import dev.gleaner.scraper.ParamSpec;
import dev.gleaner.scraper.ParamType;
import dev.gleaner.scraper.ParamValue;
import dev.gleaner.scraper.ScraperChoice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the params that a scraper takes. */
final class ParamReader {
    private static final int MOST = 100;
    private static final String TYPE = "type";
    private static final String PATTERN = "pattern";
    private static final String DEFAULT = "default";
    private static final String REQUIRED = "required";
    private static final String DESCRIPTION = "description";
    private static final String LEADING_DASH = "leading_dash";
    private static final List<String> KNOWN = List.of(TYPE, PATTERN, DEFAULT, REQUIRED, DESCRIPTION, LEADING_DASH);

    private final Faults faults;

    /** Params whose values can be the first that a program sees of an argument. */
    private final Set<String> exposed;

    ParamReader(Faults faults, Set<String> exposed) {
        this.faults = faults;
        this.exposed = exposed;
    }

    List<ParamSpec> read(Node node, String path) {
        Fields params = Fields.named(node, path, faults, ScraperChoice.NAME);
        if (params.names().size() > MOST) {
            faults.add(node, path, "must have at most %d params".formatted(MOST));
        }
        List<ParamSpec> all = new ArrayList<>();
        for (String name : params.names()) {
            all.add(param(name, Fields.of(params.at(name), params.path(name), faults, KNOWN)));
        }
        return all;
    }

    private ParamSpec param(String name, Fields fields) {
        ParamType type = fields.value(TYPE, ParamReader::type, "must be text, number, flag, list or secret")
                .orElse(ParamType.TEXT);
        String pattern = fields.text(PATTERN).orElse(null);
        if (pattern != null) {
            ParamValue.patternFault(pattern).ifPresent(fault -> fields.fault(PATTERN, fault));
        }
        boolean required = fields.flag(REQUIRED);
        boolean dash = fields.flag(LEADING_DASH) || !exposed.contains(name);
        ParamSpec bare =
                new ParamSpec(name, type, fields.text(DESCRIPTION).orElse(null), pattern, List.of(), required, dash);
        return new ParamSpec(name, type, bare.description(), pattern, defaults(bare, fields), required, dash);
    }

    private static List<String> defaults(ParamSpec param, Fields fields) {
        if (fields.node(DEFAULT).isEmpty()) {
            return List.of();
        }
        List<String> values = fields.texts(DEFAULT);
        String fault = defaultFault(param, values);
        if (fault != null) {
            fields.fault(DEFAULT, fault);
        }
        return values;
    }

    private static @Nullable String defaultFault(ParamSpec param, List<String> values) {
        if (param.required()) {
            return "is never used, for the param is required";
        }
        if (param.type() == ParamType.SECRET) {
            return "is not possible for a secret, for everybody is told of defaults; put it into environment";
        }
        if (param.type() != ParamType.LIST && values.size() > 1) {
            return "must be one value";
        }
        if (param.pattern() != null && ParamValue.patternFault(param.pattern()).isPresent()) {
            return null;
        }
        return values.stream()
                .map(value -> ParamValue.fault(param, value))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    private static Optional<ParamType> type(String word) {
        return Arrays.stream(ParamType.values())
                .filter(type -> type.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }
}
