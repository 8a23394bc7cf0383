package dev.gleaner.consumer.command;

import java.util.List;
import java.util.Optional;

/** The scrapers that this consumer has at this moment. */
public interface Definitions {
    Definitions NONE = new Definitions() {
        @Override
        public Optional<Definition> find(String name) {
            return Optional.empty();
        }

        @Override
        public List<Definition> all() {
            return List.of();
        }
    };

    Optional<Definition> find(String name);

    List<Definition> all();
}
