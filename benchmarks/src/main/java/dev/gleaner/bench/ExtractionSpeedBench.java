package dev.gleaner.bench;

import dev.gleaner.extract.ArticleExtractor;
import dev.gleaner.extract.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Time for all pages of a folder, one thread: reading an article out of each, beside only parsing each with jsoup, which
 * is the floor that no extractor on jsoup gets below.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class ExtractionSpeedBench {
    /** The folder, set by the command line. */
    @Param("")
    public String folder = "";

    private final ArticleExtractor extractor = new ArticleExtractor();
    private List<byte[]> pages = List.of();
    private List<String> texts = List.of();

    static int run(List<String> arguments) throws IOException, RunnerException {
        if (arguments.size() != 1) {
            System.err.println("Usage: gleaner bench extraction-speed <folder with html/*.html.gz>");
            return 2;
        }
        Path folder = Path.of(arguments.getFirst()).toAbsolutePath();
        System.out.println(
                "One operation is all of the " + PageFolder.read(folder).size() + " pages");
        new Runner(new OptionsBuilder()
                        .include(ExtractionSpeedBench.class.getName())
                        .param("folder", folder.toString())
                        .build())
                .run();
        return 0;
    }

    /** Reads the pages before anything is timed. */
    @Setup
    public void read() throws IOException {
        pages = List.copyOf(PageFolder.read(Path.of(folder)).values());
        texts = pages.stream()
                .map(page -> new String(page, StandardCharsets.UTF_8))
                .toList();
    }

    /** The whole extraction, from bytes. */
    @Benchmark
    public void extract(Blackhole sink) {
        for (byte[] html : pages) {
            Page page = ExtractionBench.page(html);
            sink.consume(extractor.extract(page));
        }
    }

    /** The floor. */
    @Benchmark
    public void parse(Blackhole sink) {
        for (String html : texts) {
            sink.consume(Jsoup.parse(html, ExtractionBench.ADDRESS));
        }
    }
}
