package dev.gleaner.cli.schedules;

import dev.gleaner.client.GleanerClient;
import dev.gleaner.client.GleanerException;
import dev.gleaner.client.Problem;
import dev.gleaner.client.ScheduleFilter;
import dev.gleaner.client.ScheduleTransfer;
import dev.gleaner.client.Schedules.DocumentFormat;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Moves schedules between files and a running Gleaner, and tells people what became of each. */
public final class AppliedFiles {
    private static final Pattern PLACE = Pattern.compile("schedules\\[(\\d{1,9})](.*)");

    private final GleanerClient gleaner;
    private final PrintStream out;

    public AppliedFiles(GleanerClient gleaner, PrintStream out) {
        this.gleaner = gleaner;
        this.out = out;
    }

    /** Writes all schedules into a file, or each into a file of its own in a folder that is there. */
    public void export(Path place) throws InterruptedException {
        boolean yaml = Files.isDirectory(place) || ScheduleFiles.isYaml(place);
        String document =
                gleaner.schedules().export(ScheduleFilter.all(), yaml ? DocumentFormat.YAML : DocumentFormat.JSON);
        out.printf("%d schedules written to %s%n", ScheduleFiles.write(document, place), place);
    }

    /**
     * Makes the schedules as the files say.
     *
     * @param dryRun only tell what would be done
     * @param prune remove what the files do not name
     */
    public void apply(Path place, boolean dryRun, boolean prune) throws InterruptedException {
        ScheduleFiles.Read read = ScheduleFiles.read(place);
        ScheduleTransfer done;
        try {
            done = gleaner.schedules().apply(read.document(), DocumentFormat.JSON, dryRun, prune);
        } catch (GleanerException.Refused refused) {
            if (refused.problem().faults().isEmpty()) {
                throw refused;
            }
            throw new ScheduleFilesException(text(refused.problem(), read.origins()), refused);
        }
        for (ScheduleTransfer.Entry one : done.schedules()) {
            String fields = one.fields().stream()
                    .map(ScheduleTransfer.Difference::field)
                    .collect(Collectors.joining(", "));
            out.printf("%-10s %s%s%n", one.change(), one.id(), fields.isEmpty() ? "" : ": " + fields);
            one.warnings().forEach(warning -> out.printf("           warning: %s%n", warning));
        }
        out.printf(
                "%d created, %d changed, %d unchanged, %d removed%s%n",
                done.created(),
                done.changed(),
                done.unchanged(),
                done.removed(),
                dryRun ? " (a dry run: nothing was changed)" : "");
    }

    private static String text(Problem problem, List<String> origins) {
        StringBuilder text = new StringBuilder(problem.detail());
        for (Problem.Fault fault : problem.faults()) {
            text.append("\n  ").append(place(fault.path(), origins)).append(' ').append(fault.message());
        }
        return text.toString();
    }

    /** In the file that it stands in; what was sent is all of them as one. */
    private static String place(String path, List<String> origins) {
        Matcher matcher = PLACE.matcher(path);
        if (matcher.matches()) {
            int number = Integer.parseInt(matcher.group(1));
            if (number < origins.size()) {
                return origins.get(number) + matcher.group(2);
            }
        }
        return path;
    }
}
