package dev.gleaner.exec.oversight;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts a program in a session of its own, so that it does not end with the terminal of whoever starts it. */
final class Detached {
    private Detached() {}

    /** The words to put before its command; with {@code exec} in all of them, so that its process stays the one that is started. */
    static List<String> prefix() {
        String setsid = find("setsid");
        if (setsid != null) {
            return List.of(setsid);
        }
        // macOS has no such program, but Perl.
        String perl = find("perl");
        if (perl != null) {
            return List.of(perl, "-e", "use POSIX; POSIX::setsid(); exec @ARGV or die", "--");
        }
        return List.of("/bin/sh", "-c", "trap '' HUP INT; exec \"$@\"", "sh");
    }

    private static @Nullable String find(String program) {
        String path = System.getenv("PATH");
        for (String folder : (path == null ? "/usr/bin:/bin" : path).split(File.pathSeparator)) {
            Path file = Path.of(folder.isEmpty() ? "." : folder, program);
            if (Files.isExecutable(file) && !Files.isDirectory(file)) {
                return file.toAbsolutePath().toString();
            }
        }
        return null;
    }
}
