package dev.gleaner.cli.call;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An option of a command.
 *
 * @param name with its hyphens
 * @param letter the same in short, such as {@code -o}, or null
 * @param label of its value, or null if it has none
 * @param choices what its value may be; empty if that is open
 */
public record Option(
        String name, @Nullable String letter, @Nullable String label, String about, List<String> choices) {

    public Option {
        choices = List.copyOf(choices);
    }

    /** One without a value. */
    public static Option flag(String name, String about) {
        return new Option(name, null, null, about, List.of());
    }

    /** One with a value. */
    public static Option of(String name, String label, String about) {
        return new Option(name, null, label, about, List.of());
    }

    /** One with a value out of few. */
    public static Option choice(String name, String about, String... choices) {
        return new Option(name, null, String.join("|", choices), about, List.of(choices));
    }

    /** The same, which may be said in short, too. */
    public Option or(String shorter) {
        return new Option(name, shorter, label, about, choices);
    }

    public boolean isFlag() {
        return label == null;
    }

    /** As it stands in a help. */
    String shown() {
        String names = letter == null ? name : letter + ", " + name;
        return label == null ? names : names + " " + label;
    }
}
