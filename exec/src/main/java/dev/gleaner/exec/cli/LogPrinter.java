package dev.gleaner.exec.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Prints a log from its beginning or its last lines on, and what was added since the last time. Reads as much at a time as fits. */
final class LogPrinter {
    private static final int BLOCK = 16_384;

    private final Path file;
    private final PrintStream to;
    private final @Nullable Integer lines;
    private long position = -1;

    /** @param lines the last ones; null for all */
    LogPrinter(Path file, PrintStream to, @Nullable Integer lines) {
        this.file = file;
        this.to = to;
        this.lines = lines;
    }

    void print() throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            if (position < 0) {
                position = lines == null ? 0 : beginOfLast(channel, lines);
            }
            channel.position(position);
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            while (channel.read(block.clear()) > 0) {
                to.write(block.array(), 0, block.position());
            }
            position = channel.position();
        } catch (NoSuchFileException e) {
            // Nothing was started yet.
        }
        to.flush();
    }

    private static long beginOfLast(SeekableByteChannel channel, int lines) throws IOException {
        long size = channel.size();
        long end = size;
        int breaks = 0;
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        while (end > 0 && lines > 0) {
            long begin = Math.max(0, end - BLOCK);
            channel.position(begin);
            block.clear().limit((int) (end - begin));
            while (block.hasRemaining() && channel.read(block) >= 0) {
                // Until the block is full.
            }
            for (int i = block.position() - 1; i >= 0; i--) {
                // The last byte of a log ends its last line.
                if (block.get(i) == '\n' && begin + i < size - 1 && ++breaks == lines) {
                    return begin + i + 1;
                }
            }
            end = begin;
        }
        return lines == 0 ? size : 0;
    }
}
