package dev.gleaner.cli.submit;

import dev.gleaner.client.GleanerClient;
import dev.gleaner.client.Job;
import dev.gleaner.client.ReportFormat;
import dev.gleaner.client.ResultFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what a job brought into a folder, under the names that the files of jobs have: {@code <job>_run<n>} for the results and
 * {@code summary_report} for the report. A file is whole or not there.
 */
final class ResultFolder {
    private final Path folder;

    ResultFolder(Path folder) {
        this.folder = folder;
    }

    /** Asked before anything is run: its results must have a place. */
    void require() {
        try {
            Files.createDirectories(folder);
        } catch (IOException impossible) {
            throw new RunException("Cannot make the folder %s: %s".formatted(folder, impossible), impossible);
        }
        if (!Files.isWritable(folder)) {
            throw new RunException("Nothing can be written into the folder " + folder);
        }
    }

    /** The files, the results first. */
    List<Path> write(GleanerClient api, Job job, ResultFormat format) throws InterruptedException {
        String name = "%s_run%d".formatted(job.jobId(), job.run());
        List<Path> files = new ArrayList<>();
        files.add(put(name + "." + extension(format), out -> api.download(job.jobId(), format, out)));
        for (ReportFormat form : ReportFormat.values()) {
            String end = form == ReportFormat.JSON ? ".json" : ".txt";
            Path file = put("summary_report_" + name + end, out -> api.downloadReport(job.jobId(), form, out));
            files.add(file);
            files.add(put("summary_report" + end, out -> Files.copy(file, out)));
        }
        return files;
    }

    private static String extension(ResultFormat format) {
        return switch (format) {
            case JSON -> "json";
            case NDJSON -> "ndjson";
            case CSV -> "csv";
            case MARKDOWN -> "md";
        };
    }

    private Path put(String name, Content content) throws InterruptedException {
        Path file = folder.resolve(name);
        try {
            Path part = folder.resolve(
                    ".%s.%d.part".formatted(name, ProcessHandle.current().pid()));
            try {
                try (FileChannel channel = FileChannel.open(
                                part,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE);
                        OutputStream out = Channels.newOutputStream(channel)) {
                    content.writeTo(out);
                    channel.force(true);
                }
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
            return file;
        } catch (IOException impossible) {
            throw new RunException("Cannot write %s: %s".formatted(file, impossible), impossible);
        }
    }

    /** What stands in a file. */
    @FunctionalInterface
    private interface Content {
        long writeTo(OutputStream out) throws IOException, InterruptedException;
    }
}
