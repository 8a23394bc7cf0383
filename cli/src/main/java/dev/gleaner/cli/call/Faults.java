package dev.gleaner.cli.call;

import dev.gleaner.client.GleanerException;
import dev.gleaner.client.Problem;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;

/** What is said, and what a call ends with, when the server does not do what it was asked for. */
public final class Faults {
    private static final int SHOWN = 10;

    private Faults() {}

    /** @param server that was asked */
    public static CliException of(GleanerException fault, URI server) {
        if (fault instanceof GleanerException.Refused refused) {
            return refused(refused);
        }
        if (fault instanceof GleanerException.Unreachable && fault.getCause() instanceof SocketTimeoutException) {
            return new CliException(
                    ExitCode.AWAY, "The server at %s does not answer in time: try again".formatted(server));
        }
        if (fault instanceof GleanerException.Unreachable) {
            return new CliException(
                    ExitCode.AWAY,
                    "No server answers at %s: start one with ./gleaner up, or say with --server or GLEANER_SERVER where it is"
                            .formatted(server));
        }
        if (fault instanceof GleanerException.Unreadable) {
            return new CliException(
                    ExitCode.TROUBLE,
                    "Something else than Gleaner answers at %s: look at --server and GLEANER_SERVER".formatted(server));
        }
        return new CliException(ExitCode.FAILED, String.valueOf(fault.getMessage()));
    }

    private static CliException refused(GleanerException.Refused refused) {
        Problem problem = refused.problem();
        int status = problem.status();
        String detail = problem.detail().isBlank() ? problem.title() : problem.detail();
        if (problem.title().isEmpty()) {
            detail = "It answered %d %s"
                    .formatted(status, detail.lines().findFirst().orElse(""));
        }
        StringBuilder text = new StringBuilder(detail.strip());
        List<Problem.Fault> faults = problem.faults();
        faults.stream()
                .limit(SHOWN)
                .forEach(fault ->
                        text.append("\n  ").append(fault.path()).append(' ').append(fault.message()));
        if (faults.size() > SHOWN) {
            text.append("\n  and %d more".formatted(faults.size() - SHOWN));
        }
        if (status == 404) {
            return new CliException(ExitCode.UNKNOWN, text.toString());
        }
        if (status == 401 || status == 407) {
            text.append(": say who you are with --api-key or GLEANER_API_KEY");
        }
        if (refused.retryAfter() != null) {
            text.append(" (try again in %d s)".formatted(refused.retryAfter().toSeconds()));
        }
        return new CliException(status >= 500 || status == 429 ? ExitCode.TROUBLE : ExitCode.REFUSED, text.toString());
    }
}
