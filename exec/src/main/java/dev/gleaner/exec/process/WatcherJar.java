package dev.gleaner.exec.process;

import dev.gleaner.exec.watch.Watcher;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A jar with the classes of the watcher alone. They are written anew for each, because where they lie may be no class path: in a jar
 * within a jar, or in a folder that a build empties while the watcher runs.
 */
final class WatcherJar {
    static final List<String> CLASSES = List.of(
            "tree/Chase",
            "tree/ControlGroup",
            "tree/ControlGroup$Own",
            "tree/Marks",
            "tree/ProcFiles",
            "tree/ProcessEntry",
            "tree/ProcessId",
            "tree/ProcessTree",
            "tree/Processes",
            "tree/ResidentMemory",
            "tree/Snapshot",
            "watch/Watched",
            "watch/Watcher",
            "watch/Watcher$Tree");

    static final String MAIN = Watcher.class.getName();
    private static final String ROOM = "dev/gleaner/exec/";

    private WatcherJar() {}

    /** Writes it into the folder for temporary files, for this user alone. */
    static Path write() throws IOException {
        Path jar = Files.createTempFile("gleaner-watcher-", ".jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String name : CLASSES) {
                String entry = ROOM + name + ".class";
                try (InputStream bytes = Watcher.class.getClassLoader().getResourceAsStream(entry)) {
                    if (bytes == null) {
                        throw new FileNotFoundException(entry);
                    }
                    zip.putNextEntry(new ZipEntry(entry));
                    bytes.transferTo(zip);
                    zip.closeEntry();
                }
            }
        }
        return jar;
    }
}
