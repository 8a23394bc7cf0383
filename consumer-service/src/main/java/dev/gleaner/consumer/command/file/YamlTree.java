package dev.gleaner.consumer.command.file;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** One document of YAML 1.2 as nodes that know their lines, without aliases and not deep. */
final class YamlTree {
    private static final int DEEPEST = 20;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(Integer.MAX_VALUE)
            .setMaxAliasesForCollections(0)
            .build();

    private YamlTree() {}

    /**
     * Reads it.
     *
     * @return empty if the document is
     * @throws InvalidScrapersException if it is no YAML, or more than is read here
     */
    static Optional<Node> of(String file, String yaml) {
        try {
            requirePlain(file, yaml);
            return new Compose(SETTINGS).composeString(yaml);
        } catch (MarkedYamlEngineException broken) {
            throw fault(file, broken.getProblemMark(), "is not valid YAML: " + broken.getProblem());
        } catch (YamlEngineException broken) {
            throw fault(file, Optional.empty(), "is not valid YAML");
        }
    }

    private static void requirePlain(String file, String yaml) {
        int depth = 0;
        for (Event event : new Parse(SETTINGS).parseString(yaml)) {
            if (event instanceof AliasEvent) {
                throw fault(file, event.getStartMark(), "has an alias (*); write the value out instead");
            }
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {}
            }
            if (depth > DEEPEST) {
                throw fault(file, event.getStartMark(), "is nested too deep");
            }
        }
    }

    private static InvalidScrapersException fault(String file, Optional<Mark> mark, String message) {
        int line = mark.map(Mark::getLine).map(found -> found + 1).orElse(0);
        return new InvalidScrapersException(file, List.of(new FileFault(line, "", message)));
    }
}
