package dev.gleaner.exec.tree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A control group (cgroup v2) that holds one command: what is born in it stays in it, whatever it does with its session, its
 * environment and its parents, and all of it can be killed at once. It is there where this process may make groups below its own:
 * as root on a machine, or where systemd has delegated; not in most containers. See cgroups(7) and the kernel's
 * Documentation/admin-guide/cgroup-v2.rst.
 */
public final class ControlGroup {
    private static final String PREFIX = "gleaner-";

    /** An empty group that is older was left by a process that was killed; a younger one may be about to be used. */
    private static final Duration LEFT = Duration.ofMinutes(1);

    private final Path folder;

    private ControlGroup(Path folder) {
        this.folder = folder;
    }

    /** Whether this process may probably make groups. */
    public static boolean isAvailable() {
        return Own.FOLDER != null;
    }

    /** Makes a group below that of this process and puts a process in; empty where that cannot be done. */
    public static Optional<ControlGroup> around(ProcessId first, String mark) {
        Path own = Own.FOLDER;
        if (own == null) {
            return Optional.empty();
        }
        Path folder = own.resolve(PREFIX + mark);
        try {
            Files.createDirectory(folder);
        } catch (IOException forbidden) {
            return Optional.empty();
        }
        ControlGroup made = new ControlGroup(folder);
        try {
            made.write("cgroup.procs", Long.toString(first.pid()));
            return Optional.of(made);
        } catch (IOException endedOrForbidden) {
            made.remove();
            return Optional.empty();
        }
    }

    /** The group of a mark, by one of its processes. */
    static Optional<ControlGroup> of(long pid, String mark) {
        Path mount = Own.MOUNT;
        return mount == null
                ? Optional.empty()
                : path(pid)
                        .filter(path -> path.endsWith("/" + PREFIX + mark))
                        .map(path -> new ControlGroup(mount.resolve(path.substring(1))))
                        .filter(group -> Files.isDirectory(group.folder));
    }

    /** Of all processes in it; empty when they cannot be read. */
    List<Long> members() {
        try (Stream<String> lines = Files.lines(folder.resolve("cgroup.procs"))) {
            return lines.map(Long::parseLong).toList();
        } catch (IOException gone) {
            return List.of();
        }
    }

    /** Kills all in it at once (Linux 5.14 and newer). */
    void kill() {
        try {
            write("cgroup.kill", "1");
        } catch (IOException olderKernelOrGone) {
            // They are killed one by one, too.
        }
    }

    /** Of all that ever were in it, in microseconds; exact. */
    public OptionalLong cpuMicros() {
        try (Stream<String> lines = Files.lines(folder.resolve("cpu.stat"))) {
            return lines.filter(line -> line.startsWith("usage_usec "))
                    .mapToLong(line -> Long.parseLong(line.substring(11)))
                    .findFirst();
        } catch (IOException gone) {
            return OptionalLong.empty();
        }
    }

    /** Removes it, if nothing is left in it. */
    public void remove() {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException occupied) {
            // It stays; an empty group costs next to nothing.
        }
    }

    private void write(String file, String value) throws IOException {
        Files.writeString(folder.resolve(file), value, StandardCharsets.US_ASCII);
    }

    private static Optional<String> path(long pid) {
        byte[] groups = ProcFiles.read(pid, "cgroup");
        return groups == null
                ? Optional.empty()
                : new String(groups, StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.startsWith("0::/"))
                        .map(line -> line.substring(3))
                        .findFirst();
    }

    /** Where this process may make groups. */
    private static final class Own {
        static final @Nullable Path MOUNT = mount();
        static final @Nullable Path FOLDER = folder();

        private static @Nullable Path mount() {
            byte[] mounts =
                    ProcFiles.AVAILABLE ? ProcFiles.read(ProcessHandle.current().pid(), "mountinfo") : null;
            return mounts == null
                    ? null
                    : new String(mounts, StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.contains(" - cgroup2 "))
                            .map(line -> line.split(" "))
                            .filter(fields -> fields[3].equals("/"))
                            .map(fields -> Path.of(fields[4]))
                            .findFirst()
                            .orElse(null);
        }

        private static @Nullable Path folder() {
            Path folder = MOUNT == null
                    ? null
                    : path(ProcessHandle.current().pid())
                            .map(path -> MOUNT.resolve(path.substring(1)))
                            .filter(Files::isWritable)
                            .orElse(null);
            if (folder != null) {
                removeLeft(folder);
            }
            return folder;
        }

        private static void removeLeft(Path folder) {
            try (DirectoryStream<Path> groups = Files.newDirectoryStream(folder, PREFIX + "*")) {
                for (Path group : groups) {
                    if (Files.getLastModifiedTime(group)
                            .toInstant()
                            .isBefore(Instant.now().minus(LEFT))) {
                        new ControlGroup(group).remove();
                    }
                }
            } catch (IOException unreadable) {
                // They stay.
            }
        }
    }
}
