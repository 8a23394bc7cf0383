package dev.gleaner.cli;

import dev.gleaner.cli.articles.ArticleCommands;
import dev.gleaner.cli.call.Command;
import dev.gleaner.cli.completion.CompletionCommand;
import dev.gleaner.cli.jobs.EndingCommands;
import dev.gleaner.cli.jobs.JobCommands;
import dev.gleaner.cli.jobs.ResultCommands;
import dev.gleaner.cli.operations.CatalogueCommands;
import dev.gleaner.cli.operations.OperationCommands;
import dev.gleaner.cli.schedules.ScheduleCommands;
import dev.gleaner.cli.submit.SubmitCommand;
import dev.gleaner.cli.watch.WatchCommand;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which commands there are. Only the family of the one that is asked for is made. */
final class Catalogue {
    private Catalogue() {}

    /** The commands whose names begin with a word; empty if there are none. */
    static List<Command> family(String word) {
        return switch (word) {
            case "submit" -> List.of(SubmitCommand.command());
            case "status", "list", "failures", "pause", "resume", "priority" -> JobCommands.all();
            case "watch" -> List.of(WatchCommand.command());
            case "results", "report" -> ResultCommands.all();
            case "cancel", "retry", "remove" -> EndingCommands.all();
            case "articles", "article", "logs" -> ArticleCommands.all();
            case "schedules" -> ScheduleCommands.all();
            case "stats", "consumers", "hosts" -> OperationCommands.all();
            case "presets", "scrapers" -> CatalogueCommands.all();
            case "completion" -> List.of(CompletionCommand.command(Catalogue::all));
            default -> List.of();
        };
    }

    /** Every command of this program. */
    static List<Command> all() {
        List<Command> all = new ArrayList<>();
        all.add(SubmitCommand.command());
        all.addAll(JobCommands.all());
        all.add(WatchCommand.command());
        all.addAll(ResultCommands.all());
        all.addAll(EndingCommands.all());
        all.addAll(ArticleCommands.all());
        all.addAll(ScheduleCommands.all());
        all.addAll(OperationCommands.all());
        all.addAll(CatalogueCommands.all());
        all.add(CompletionCommand.command(Catalogue::all));
        return all;
    }

    /** The command that words begin with, or null; of {@code schedules list} both words count. */
    static @Nullable Command find(List<String> words) {
        if (words.isEmpty()) {
            return null;
        }
        String two = words.size() < 2 ? "" : words.getFirst() + " " + words.get(1);
        for (Command command : family(words.getFirst())) {
            if (command.name().equals(words.getFirst()) || command.name().equals(two)) {
                return command;
            }
        }
        return null;
    }
}
