package dev.gleaner.embedded.redis;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The file of a Redis that is not running, to which its last commands were appended.
 *
 * <p>A script that writes more than once is one transaction in it. Where a crash has cut the file inside a command of a
 * transaction, Redis drops that command alone and goes on appending behind the rest. Its memory is right, but at its next
 * start the half transaction is run, together with the next one: elements are held by consumers that are long gone, and every
 * later pop takes another element than it took in truth. So the file is ended here where its last whole transaction ends.
 * Valkey does so itself since 2026 (valkey-io/valkey, pull request 4342).
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">the form of the commands</a>
 */
final class AppendOnlyFile {
    private static final int BUFFER = 1 << 16;

    /** Longer than any number of arguments or bytes that Redis writes, with its sign and the end of its line. */
    private static final int LONGEST_LINE = 1 << 10;

    private final Path file;

    private AppendOnlyFile(Path file) {
        this.file = file;
    }

    /**
     * The file in the folder of a server; none before the first start.
     *
     * @throws IOException when it cannot be read
     */
    static Optional<AppendOnlyFile> in(Path folder) throws IOException {
        Path parts = folder.resolve("appendonlydir");
        Path manifest = parts.resolve("appendonly.aof.manifest");
        // Since version 7 there are several, of which only the last is appended to.
        Optional<Path> file = Files.exists(manifest)
                ? lastIncrement(manifest).map(parts::resolve)
                : Optional.of(folder.resolve("appendonly.aof"));
        return file.filter(Files::isRegularFile).map(AppendOnlyFile::new);
    }

    /** A line of the manifest: {@code file appendonly.aof.2.incr.aof seq 2 type i}, in the order in which they were begun. */
    private static Optional<Path> lastIncrement(Path manifest) throws IOException {
        return Files.readAllLines(manifest).stream()
                .filter(line -> line.startsWith("file ") && line.endsWith(" type i"))
                .map(line -> Path.of(line.split(" ")[1]))
                .reduce((earlier, later) -> later);
    }

    /**
     * Cuts off what lies behind the last whole command or transaction; how many bytes.
     *
     * @throws IOException when the file cannot be read or cut
     */
    long endWhole() throws IOException {
        long size = Files.size(file);
        Commands commands;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            commands = new Commands(in);
            while (commands.next()) {
                // Only where they end matters.
            }
        }
        if (commands.strange || commands.whole == size) {
            return 0;
        }
        try (FileChannel open = FileChannel.open(file, StandardOpenOption.WRITE)) {
            open.truncate(commands.whole);
            open.force(true);
        }
        return size - commands.whole;
    }

    /** Reads commands and keeps where the last whole one ended. */
    private static final class Commands {
        private final InputStream in;
        private long at;
        private long whole;
        private boolean inTransaction;

        /** Something else than commands: it begins with a snapshot, or is damaged. Redis will say what it is. */
        private boolean strange;

        Commands(InputStream in) {
            this.in = in;
        }

        /** False at the end, however it comes. */
        boolean next() throws IOException {
            try {
                int first = in.read();
                if (first < 0) {
                    return false;
                }
                at++;
                if (first == '#') {
                    line(); // a note of the time
                } else if (first == '*') {
                    command(number());
                } else {
                    strange = true;
                }
            } catch (EOFException cut) {
                return false;
            }
            if (!inTransaction && !strange) {
                whole = at;
            }
            return !strange;
        }

        private void command(long arguments) throws IOException {
            for (long i = 0; i < arguments && !strange; i++) {
                if (read() != '$') {
                    strange = true;
                    return;
                }
                long length = number();
                if (i == 0 && length <= LONGEST_LINE) {
                    name(in.readNBytes((int) Math.max(0, length)), length);
                } else {
                    skip(length);
                }
                skip(2);
            }
        }

        private void name(byte[] name, long length) throws IOException {
            at += name.length;
            if (name.length < length) {
                throw new EOFException();
            }
            String text = new String(name, StandardCharsets.US_ASCII);
            if (text.equalsIgnoreCase("MULTI")) {
                inTransaction = true;
            } else if (text.equalsIgnoreCase("EXEC")) {
                inTransaction = false;
            }
        }

        private long number() throws IOException {
            String line = line();
            try {
                return Long.parseLong(line);
            } catch (NumberFormatException none) {
                strange = true;
                return 0;
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = read(); next != '\n'; next = read()) {
                if (line.length() > LONGEST_LINE) {
                    strange = true;
                    return "";
                }
                if (next != '\r') {
                    line.append((char) next);
                }
            }
            return line.toString();
        }

        private void skip(long bytes) throws IOException {
            try {
                in.skipNBytes(bytes);
            } finally {
                at += bytes;
            }
        }

        private int read() throws IOException {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            at++;
            return next;
        }
    }
}
