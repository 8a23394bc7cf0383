package dev.gleaner.cli.operations;

import dev.gleaner.cli.call.Call;
import dev.gleaner.cli.call.CliException;
import dev.gleaner.cli.call.Command;
import dev.gleaner.cli.call.Data;
import dev.gleaner.cli.call.ExitCode;
import dev.gleaner.cli.call.Option;
import dev.gleaner.cli.screen.Table;
import dev.gleaner.cli.screen.Words;
import dev.gleaner.client.PlainApi;
import dev.gleaner.client.PlainJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code presets} and {@code scrapers}: what submissions may name. */
public final class CatalogueCommands {
    private CatalogueCommands() {}

    /** Both. */
    public static List<Command> all() {
        return List.of(
                new Command(
                        "presets",
                        "List work that is kept under names; show, put or remove one.",
                        "[NAME [put FILE|remove]]",
                        List.of(
                                Option.flag("--force", "of remove: also if schedules use it"),
                                Option.flag("--yes", "of remove: without asking")),
                        List.of("FILE is JSON with the fields of a submission; - reads standard input."),
                        "./gleaner presets morning-news put preset.json",
                        CatalogueCommands::presets),
                new Command(
                        "scrapers",
                        "List the scrapers; show what one takes.",
                        "[NAME]",
                        List.of(),
                        List.of(),
                        "./gleaner scrapers news-spider",
                        CatalogueCommands::scrapers));
    }

    private static int presets(Call call) throws IOException {
        List<String> words = call.arguments().rest();
        if (words.isEmpty()) {
            Data presets = call.get("/presets?limit=1000");
            if (call.isForPrograms()) {
                call.json(presets);
                return ExitCode.DONE;
            }
            Table table = new Table("NAME", "SCRAPER", "DESCRIPTION", "CHANGED");
            for (Data one : presets.at("presets").list()) {
                table.row(
                        one.text("name"),
                        one.text("scraper"),
                        one.text("description"),
                        Words.relative(one.instant("updated_at"), call.clock().instant()));
            }
            table.print(call.screen(), "No presets. Keep one: ./gleaner presets NAME put FILE");
            return ExitCode.DONE;
        }
        String name = words.getFirst();
        String path = "/presets/" + PlainApi.segment(name);
        String what = words.size() == 1 ? "show" : words.get(1);
        switch (what) {
            case "show" -> call.json(call.get(path));
            case "put" -> {
                if (words.size() != 3) {
                    throw CliException.usage("put needs one FILE");
                }
                Data preset = new Data(
                        call.api().send("PUT", path, json(call, words.get(2))).body());
                call.tell(preset, "Preset %s is kept".formatted(name));
            }
            case "remove" -> {
                call.confirm("Remove the preset %s?".formatted(name));
                call.api().send("DELETE", path + (call.arguments().has("--force") ? "?force=true" : ""), null);
                call.screen().say("Preset %s is removed".formatted(name));
            }
            default -> throw CliException.usage("presets takes put or remove behind the NAME, not " + what);
        }
        return ExitCode.DONE;
    }

    private static Object json(Call call, String file) throws IOException {
        try {
            byte[] bytes = file.equals("-") ? call.in().readAllBytes() : Files.readAllBytes(Path.of(file));
            Object value = PlainJson.read(new String(bytes, StandardCharsets.UTF_8));
            if (value != null) {
                return value;
            }
            throw CliException.usage(file + " holds nothing");
        } catch (IllegalArgumentException broken) {
            throw CliException.usage("%s is no JSON: %s".formatted(file, broken.getMessage()));
        }
    }

    private static int scrapers(Call call) {
        if (!call.arguments().rest().isEmpty()) {
            return scraper(
                    call,
                    call.get("/scrapers/" + PlainApi.segment(call.arguments().only("name"))));
        }
        Data scrapers = call.get("/scrapers");
        if (call.isForPrograms()) {
            call.json(scrapers);
            return ExitCode.DONE;
        }
        Table table = new Table("NAME", "MODE", "#CONSUMERS", "DESCRIPTION");
        for (Data one : scrapers.at("scrapers").list()) {
            table.row(one.text("name"), one.text("mode"), one.text("consumers"), one.text("description"));
        }
        table.print(call.screen(), "No scrapers.");
        return ExitCode.DONE;
    }

    private static int scraper(Call call, Data scraper) {
        if (call.isForPrograms()) {
            call.json(scraper);
            return ExitCode.DONE;
        }
        call.screen()
                .line("%s (mode %s): %s"
                        .formatted(scraper.text("name"), scraper.text("mode"), scraper.text("description")));
        Table table = new Table("PARAM", "TYPE", "REQUIRED", "DEFAULT", "DESCRIPTION");
        for (Data param : scraper.at("params").list()) {
            table.row(
                    param.text("name"),
                    param.text("type"),
                    param.at("required").isTrue() ? "yes" : "",
                    param.text("default"),
                    param.text("description"));
        }
        table.print(call.screen(), "It takes no params.");
        return ExitCode.DONE;
    }
}
