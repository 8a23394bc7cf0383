package dev.gleaner.api.logs;

import dev.gleaner.scraper.CommandLogs;
import dev.gleaner.scraper.CommandLogs.Stream;
import java.io.ByteArrayOutputStream;

/** Reads what is kept of a log, which is never much: COMMAND_LOG_BYTES of each stream. */
final class LogBytes {
    static final int PIECE = 64 * 1024;

    private LogBytes() {}

    /** All that is there now. */
    static byte[] all(CommandLogs logs, String articleId, String attempt, Stream stream) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece;
        do {
            piece = logs.read(articleId, attempt, stream, all.size(), PIECE);
            all.writeBytes(piece);
        } while (piece.length > 0);
        return all.toByteArray();
    }

    /** Where the last lines begin; a line that has no end yet is one too. */
    static int tail(byte[] bytes, int lines) {
        int at = bytes.length;
        if (lines == 0) {
            return at;
        }
        int left = lines;
        // The end of the last line ends no line before it.
        for (int i = bytes.length - 2; i >= 0; i--) {
            if (bytes[i] == '\n' && --left == 0) {
                return i + 1;
            }
        }
        return 0;
    }
}
