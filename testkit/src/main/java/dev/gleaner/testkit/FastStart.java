package dev.gleaner.testkit;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The class path of the processes that tests start, and a cache of its classes (JEP 483, 514, 515), with which they take half the
 * processor time to come up. A test run that starts a hundred of them makes the cache first, by a run of the demo; whoever
 * runs one test does without. So does everybody where it cannot be made.
 */
final class FastStart {
    /** Set to true by the build for runs that are worth it. */
    private static final String WANTED = "gleaner.test.fastStart";

    private static final String MAIN = "dev.gleaner.standalone.Gleaner";
    private static final long TRAINING_MINUTES = 4;

    /** Java takes the cache of another collector, or of other options, for none. */
    private static final List<String> JVM =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");

    private static @Nullable List<String> options;

    private FastStart() {}

    /** What stands between {@code java} and the main class. */
    static synchronized List<String> options() {
        List<String> known = options;
        if (known == null) {
            known = decide();
            options = known;
        }
        return known;
    }

    private static List<String> decide() {
        String classPath = System.getProperty("java.class.path");
        Path target = Path.of("target");
        if (Boolean.getBoolean(WANTED) && Files.isDirectory(target)) {
            try {
                return cached(target.toAbsolutePath(), classPath);
            } catch (IOException | UncheckedIOException without) {
                System.out.println("The processes of the tests start without a cache of classes: " + without);
            }
        }
        return options(classPath, null);
    }

    private static List<String> options(String classPath, @Nullable String cache) {
        List<String> all = new ArrayList<>(JVM);
        if (cache != null) {
            all.addAll(List.of(cache, "-Xlog:aot=off", "-Xlog:cds=off"));
        }
        all.addAll(List.of("-cp", classPath));
        return List.copyOf(all);
    }

    /** In a folder named after all that it is made of, so that what has become stale is never looked at. */
    private static List<String> cached(Path target, String classPath) throws IOException {
        List<Path> entries = Stream.of(classPath.split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
        Path folders = Files.createDirectories(target.resolve("fast-start"));
        Path folder = folders.resolve(key(entries));
        if (!Files.exists(folder)) {
            try (Stream<Path> earlier = Files.list(folders)) {
                earlier.filter(one -> !one.equals(folder)).forEach(TemporaryFolders::remove);
            }
            Files.createDirectories(folder);
        }
        Path cache = folder.resolve("classes.aot");
        // Whoever comes second waits: it takes less than what both would lose.
        try (FileChannel channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock ours = channel.lock()) {
            String jars = jars(folder, entries);
            if (!Files.exists(cache)) {
                train(folder, jars, cache);
            }
            return options(jars, ours.isValid() ? "-XX:AOTCache=" + cache : null);
        }
    }

    private static String key(List<Path> entries) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(Runtime.version().toString().getBytes(StandardCharsets.UTF_8));
        for (Path entry : entries) {
            each(
                    entry,
                    (file, attributes) -> sum.update("%s %d %d\n"
                            .formatted(
                                    file,
                                    attributes.size(),
                                    attributes.lastModifiedTime().toMillis())
                            .getBytes(StandardCharsets.UTF_8)));
        }
        return Long.toHexString(sum.getValue());
    }

    private static void each(Path entry, BiConsumer<Path, BasicFileAttributes> use) throws IOException {
        try (Stream<Path> files = Files.walk(entry)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                use.accept(file, Files.readAttributes(file, BasicFileAttributes.class));
            }
        }
    }

    /** The same class path without folders, of which there can be no cache. */
    private static String jars(Path folder, List<Path> entries) throws IOException {
        List<String> jars = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Path entry = entries.get(i);
            if (!Files.isDirectory(entry)) {
                jars.add(entry.toString());
                continue;
            }
            Path jar = folder.resolve("folder-" + i + ".jar");
            if (!Files.exists(jar)) {
                pack(entry, jar);
            }
            jars.add(jar.toString());
        }
        return String.join(File.pathSeparator, jars);
    }

    private static void pack(Path folder, Path jar) throws IOException {
        Path part = jar.resolveSibling(jar.getFileName() + ".part");
        try (OutputStream out = Files.newOutputStream(part);
                JarOutputStream packed = new JarOutputStream(out)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    JarEntry entry =
                            new JarEntry(folder.relativize(file).toString().replace('\\', '/'));
                    entry.setLastModifiedTime(FileTime.fromMillis(0));
                    packed.putNextEntry(entry);
                    Files.copy(file, packed);
                    packed.closeEntry();
                }
            }
        }
        Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void train(Path folder, String jars, Path cache) throws IOException {
        Path part = folder.resolve("training.aot");
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(options(jars, "-XX:AOTCacheOutput=" + part));
        command.addAll(List.of(MAIN, "up", "--demo", "--once"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("training.log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "API_PORT", "0", "DATA_DIR", folder.resolve("data").toString()));
        // Its stores are its own, wherever those of the tests are.
        List.of("API_HOST", "MONGO_URL", "REDIS_URL", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")
                .forEach(builder.environment()::remove);
        Process process = builder.start();
        try (Watchdog watched = Watchdog.over(process.toHandle(), folder.resolve("data"))) {
            if (!process.waitFor(TRAINING_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException ending) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        TemporaryFolders.remove(folder.resolve("data"));
        if (!Files.exists(part)) {
            throw new IOException("the run that makes it left none; it wrote " + folder.resolve("training.log"));
        }
        Files.move(part, cache, StandardCopyOption.ATOMIC_MOVE);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
