package dev.gleaner.consumer.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with placeholders: {@code {url}}, {@code {params.depth}}, or {@code {params.deep?--deep}} for what stands there if a flag is
 * true. {@code {{url}}} is the text {@code {url}} itself. Braces around anything else, as JSON and programs have them, are left
 * alone. What is put in is not read again.
 */
public final class Template {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([A-Za-z_][A-Za-z0-9_.-]*)}}"
            + "|\\{([A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z][A-Za-z0-9_.-]*)?)(?:\\?([^{}]*))?}");

    private static final String PARAMS = "params.";

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** Text, or what something is put in for. */
    private sealed interface Part {}

    private record Text(String text) implements Part {}

    /**
     * Where something is put in.
     *
     * @param name {@code url}, or {@code params.} and the name of a param
     * @param then what stands there if a flag is true; null for the value itself
     */
    public record Placeholder(String name, @Nullable String then) implements Part {
        /** The param that it is about; empty if it is a fact of the article or the time. */
        public Optional<String> param() {
            return name.startsWith(PARAMS) ? Optional.of(name.substring(PARAMS.length())) : Optional.empty();
        }
    }

    public static Template of(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher found = PLACEHOLDER.matcher(text);
        int end = 0;
        while (found.find()) {
            add(parts, text.substring(end, found.start()));
            String literal = found.group(1);
            if (literal == null) {
                parts.add(new Placeholder(found.group(2), found.group(3)));
            } else {
                add(parts, "{" + literal + "}");
            }
            end = found.end();
        }
        add(parts, text.substring(end));
        return new Template(parts);
    }

    private static void add(List<Part> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(new Text(text));
        }
    }

    /** In the order in which they stand. */
    public List<Placeholder> placeholders() {
        return parts.stream()
                .filter(Placeholder.class::isInstance)
                .map(Placeholder.class::cast)
                .toList();
    }

    /** Those whose value may be the first that a program sees of the text. */
    public List<Placeholder> first() {
        return parts.stream()
                .takeWhile(Placeholder.class::isInstance)
                .map(Placeholder.class::cast)
                .toList();
    }

    /** The placeholder that the text is, if it is nothing else. */
    public Optional<Placeholder> only() {
        return parts.size() == 1 && parts.getFirst() instanceof Placeholder alone
                ? Optional.of(alone)
                : Optional.empty();
    }

    String render(Function<Placeholder, String> values) {
        StringBuilder all = new StringBuilder();
        for (Part part : parts) {
            all.append(
                    switch (part) {
                        case Text(String text) -> text;
                        case Placeholder placeholder -> values.apply(placeholder);
                    });
        }
        return all.toString();
    }
}
