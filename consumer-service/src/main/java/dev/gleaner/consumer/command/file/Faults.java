package dev.gleaner.consumer.command.file;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Gathers the faults of a file, so that all of them are told at once. */
final class Faults {
    private final List<FileFault> all = new ArrayList<>();

    void add(Node node, String path, String message) {
        all.add(new FileFault(line(node), path, message));
    }

    List<FileFault> all() {
        return all;
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).map(line -> line + 1).orElse(0);
    }
}
