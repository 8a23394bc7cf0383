package dev.gleaner.exec.tree;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What one process has in memory ({@code VmRSS} and {@code VmHWM} of {@code /proc/PID/status}).
 *
 * @param bytes now; pages that it shares with others count for each
 * @param peakBytes the most that it had since it became the program that it is
 */
public record ResidentMemory(long bytes, long peakBytes) {
    private static final int KIB = 1_024;

    /** Empty where it is not known: without {@code /proc}, and when the process is gone. */
    public static Optional<ResidentMemory> of(long pid) {
        byte[] status = ProcFiles.AVAILABLE ? ProcFiles.read(pid, "status") : null;
        if (status == null) {
            return Optional.empty();
        }
        String text = new String(status, StandardCharsets.ISO_8859_1);
        return Optional.of(new ResidentMemory(kibibytes(text, "\nVmRSS:") * KIB, kibibytes(text, "\nVmHWM:") * KIB));
    }

    private static long kibibytes(String status, String name) {
        int at = status.indexOf(name);
        if (at < 0) {
            return 0;
        }
        int end = status.indexOf(" kB", at);
        return end < 0
                ? 0
                : Long.parseLong(status.substring(at + name.length(), end).strip());
    }
}
