package dev.gleaner.bench;

import dev.gleaner.extract.ArticleExtractor;
import dev.gleaner.extract.Page;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
 * is the floor that no extractor on jsoup gets below. Behind it the time of the processor alone for one page, in rounds
 * that do both in turn: on a machine that others use, too, the clock on the wall says little.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 9, time = 2)
public class ExtractionSpeedBench {
    private static final int CPU_WARMUP = 3;
    private static final int CPU_ROUNDS = 9;

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
        return cpu(folder);
    }

    private static int cpu(Path folder) throws IOException {
        ExtractionSpeedBench bench = new ExtractionSpeedBench();
        bench.folder = folder.toString();
        bench.read();
        Blackhole sink = new Blackhole(
                "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.");
        List<double[]> rounds = new ArrayList<>();
        for (int round = -CPU_WARMUP; round < CPU_ROUNDS; round++) {
            double extract = bench.milliseconds(() -> bench.extract(sink));
            double parse = bench.milliseconds(() -> bench.parse(sink));
            if (round >= 0) {
                rounds.add(new double[] {extract, parse, extract / parse});
            }
        }
        System.out.println("Processor time of a page, median (least to most) of " + CPU_ROUNDS + " rounds:");
        print("extract, ms", rounds, 0);
        print("parse, ms", rounds, 1);
        print("extract / parse", rounds, 2);
        return 0;
    }

    /** Of the processor, for one page. */
    private double milliseconds(Runnable allPages) {
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        long start = thread.getCurrentThreadCpuTime();
        allPages.run();
        return (thread.getCurrentThreadCpuTime() - start) / 1e6 / pages.size();
    }

    private static void print(String name, List<double[]> rounds, int column) {
        double[] sorted =
                rounds.stream().mapToDouble(round -> round[column]).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-16s %.2f (%.2f to %.2f)%n",
                name,
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1]);
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
