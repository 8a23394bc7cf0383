package dev.gleaner.exec.watch;

import dev.gleaner.exec.tree.ProcessTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Reads from its parent which commands there are. When the pipe ends without a goodbye, the parent is dead: then it ends the
 * processes of all commands that it was told of and not told to forget, and ends itself.
 */
public final class Watcher {
    /** They go to the whole group of the parent, or of its service; the watcher must outlive it. */
    private static final List<String> IGNORED = List.of("HUP", "INT", "TERM");

    private static final long STACK_BYTES = 262_144;

    private final Map<String, Tree> watched = new HashMap<>();

    private record Tree(ProcessTree processes, Duration grace) {}

    private Watcher() {}

    /**
     * Reads its standard input to the end.
     *
     * @param jar the one that it was started from, which it removes: an open file needs no name
     */
    public static void main(String[] jar) throws InterruptedException, IOException {
        Files.deleteIfExists(Path.of(jar[0]));
        IGNORED.forEach(name -> Signal.handle(new Signal(name), SignalHandler.SIG_IGN));
        Watcher watcher = new Watcher();
        if (!watcher.goodbye(System.in)) {
            watcher.endAll();
        }
    }

    /** Whether the parent took its leave. */
    private boolean goodbye(InputStream in) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case Watched.WATCH -> watch(Watched.of(words));
                    case Watched.FORGET -> watched.remove(words[1]);
                    case Watched.BYE -> {
                        return true;
                    }
                    default -> {}
                }
            }
        } catch (IOException | RuntimeException cutOff) {
            // As good as its end.
        }
        return false;
    }

    private void watch(Watched command) {
        watched.put(command.mark(), new Tree(command.tree(), command.grace()));
    }

    /** All at the same time: each has its own grace. */
    private void endAll() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Tree tree : watched.values()) {
            Thread thread = new Thread(null, () -> tree.processes().end(tree.grace()), "end", STACK_BYTES);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
