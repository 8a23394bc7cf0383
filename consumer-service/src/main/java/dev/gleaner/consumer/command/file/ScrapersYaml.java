package dev.gleaner.consumer.command.file;

import dev.gleaner.consumer.command.Definition;
import dev.gleaner.scraper.ScraperChoice;
import dev.gleaner.scraper.ScraperSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads definitions of scrapers from YAML. */
public final class ScrapersYaml {
    private static final String SCRAPERS = "scrapers";

    private ScrapersYaml() {}

    /**
     * Reads all definitions of a text.
     *
     * @param folder that relative paths count from
     * @throws InvalidScrapersException with every fault, if there is one
     */
    public static List<Definition> read(String yaml, Path folder) {
        return read("scrapers", yaml, folder);
    }

    /** The same with a name of the file for messages. */
    static List<Definition> read(String file, String yaml, Path folder) {
        Optional<Node> root = YamlTree.of(file, yaml);
        if (root.isEmpty()) {
            // Emptied, or all of it commented out.
            return List.of();
        }
        Faults faults = new Faults();
        List<Definition> definitions = new ArrayList<>();
        Fields.of(root.get(), "", faults, List.of(SCRAPERS)).node(SCRAPERS).ifPresent(node -> {
            Fields scrapers = Fields.named(node, SCRAPERS, faults, ScraperChoice.NAME);
            for (String name : scrapers.names()) {
                if (name.equals(ScraperChoice.ARTICLE)) {
                    scrapers.fault(name, "is the name of the built-in scraper");
                }
                new DefinitionReader(name, scrapers.at(name), scrapers.path(name), faults, folder)
                        .read()
                        .ifPresent(definitions::add);
            }
        });
        requireOnce(root.get(), faults, "host", definitions, ScraperSummary::hosts);
        requireOnce(root.get(), faults, "category", definitions, ScraperSummary::categories);
        if (!faults.all().isEmpty()) {
            throw new InvalidScrapersException(file, faults.all());
        }
        return List.copyOf(definitions);
    }

    /** Of two scrapers that are usual for the same articles none would be. */
    private static void requireOnce(
            Node node,
            Faults faults,
            String what,
            List<Definition> definitions,
            Function<ScraperSummary, List<String>> usualFor) {
        Map<String, String> owners = new HashMap<>();
        for (Definition definition : definitions) {
            for (String value : usualFor.apply(definition.summary())) {
                String other = owners.putIfAbsent(value, definition.name());
                if (other != null) {
                    faults.add(
                            node,
                            SCRAPERS + "." + definition.name(),
                            "is for the %s %s, for which %s is, too".formatted(what, value, other));
                }
            }
        }
    }
}
