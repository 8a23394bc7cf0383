package dev.gleaner.consumer.command.run;

import dev.gleaner.scraper.ScraperChoice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The values of a choice that nobody is shown; in what a command prints, asterisks of the same length stand for them. */
final class Secrets {
    private final List<byte[]> values = new ArrayList<>();

    Secrets(ScraperChoice choice) {
        choice.secrets().stream()
                .flatMap(name -> choice.params().getOrDefault(name, List.of()).stream())
                .filter(value -> !value.isBlank())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .forEach(value -> values.add(value.getBytes(StandardCharsets.UTF_8)));
    }

    /** Bytes of the longest one, less one: so much of an end may be the beginning of one. */
    int reach() {
        return values.stream().mapToInt(value -> value.length - 1).max().orElse(0);
    }

    void mask(byte[] bytes, int length) {
        for (byte[] value : values) {
            for (int at = 0; at + value.length <= length; at++) {
                if (Arrays.equals(bytes, at, at + value.length, value, 0, value.length)) {
                    Arrays.fill(bytes, at, at + value.length, (byte) '*');
                    at += value.length - 1;
                }
            }
        }
    }

    String masked(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        mask(bytes, bytes.length);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
