package dev.gleaner.exec.oversight;

import dev.gleaner.exec.process.CommandProcess;
import dev.gleaner.exec.record.JobFolder;
import dev.gleaner.exec.record.JobRecord;
import dev.gleaner.exec.tree.ProcessId;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import tools.jackson.core.JsonParser;

/** Starts the watcher of a job, detached from whoever starts it. */
public final class WatcherProcess {
    /** The system property with the file of a cache of loaded classes, made on the class path of this process. */
    public static final String CACHE_PROPERTY = "gleaner.exec.cache";

    /** What the watcher's Java says when it cannot even begin, and problems that no record can tell. */
    static final String LOG = "watcher.log";

    /** The launcher starts the command line with the same, so that one cache of classes serves both. */
    private static final List<String> FLAGS = List.of(
            "-Xmx16m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseCompactObjectHeaders",
            "-XX:-UsePerfData",
            "-Xlog:aot=off",
            "-Xlog:cds=off",
            // There is nowhere to log to; without this it would say so.
            "-Dslf4j.internal.verbosity=ERROR",
            "--enable-native-access=ALL-UNNAMED");

    private WatcherProcess() {}

    /**
     * Starts the watcher of a queued job, and returns when the command is started, could not be, or the watcher is gone: the
     * record says which. Between the two there is no moment in which the record does not name who sees to the job.
     *
     * @param environment all that the command is to see
     */
    public static void start(JobRecord queued, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command());
        builder.directory(new File("/").isDirectory() ? new File("/") : null);
        builder.redirectError(queued.folder().resolve(LOG).toFile());
        Map<String, String> own = builder.environment();
        own.keySet().removeIf(name -> !name.equals("PATH") && !name.equals("HOME") && !name.equals("LD_LIBRARY_PATH"));
        // Java encodes what it hands to programs as the locale says, and would lose what is not in it.
        own.put("LC_ALL", "C.UTF-8");
        // The C library would keep a pool for each thread that ever asked for memory.
        own.put("MALLOC_ARENA_MAX", "2");
        Process process = builder.start();
        try (InputStream started = process.getInputStream()) {
            try (OutputStream order = process.getOutputStream()) {
                JobFolder.write(queued.starting(ProcessId.of(process.pid()).orElse(new ProcessId(process.pid(), 0))));
                order.write(new Order(queued.folder(), environment).bytes());
            } catch (IOException e) {
                if (process.isAlive()) {
                    process.destroyForcibly();
                    throw e;
                }
                // It could not begin; its record and its log say so.
            }
            // It ends when the watcher closes it, or is gone.
            started.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>(Detached.prefix());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        String cache = System.getProperty(CACHE_PROPERTY);
        if (cache != null && Files.exists(Path.of(cache))) {
            command.add("-XX:AOTCache=" + cache);
        }
        command.add("-cp");
        // A cache fits only the class path that it was made on.
        command.add(cache == null ? classPath() : System.getProperty("java.class.path"));
        command.add(JobWatcher.class.getName());
        return command;
    }

    /** Of the few classes that a watcher needs, wherever those of this process come from. */
    private static String classPath() {
        Set<String> paths = new LinkedHashSet<>();
        for (Class<?> type : new Class<?>[] {JobWatcher.class, CommandProcess.class, JsonParser.class, Logger.class}) {
            String path = path(type);
            if (path == null) {
                // In a jar of jars, for one; then the whole class path has to do.
                return System.getProperty("java.class.path");
            }
            paths.add(path);
        }
        return String.join(File.pathSeparator, paths);
    }

    private static @Nullable String path(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return null;
        }
        URI location = URI.create(source.getLocation().toString());
        return "file".equals(location.getScheme()) ? Path.of(location).toString() : null;
    }
}
