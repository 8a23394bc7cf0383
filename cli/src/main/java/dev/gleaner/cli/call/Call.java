package dev.gleaner.cli.call;

import dev.gleaner.cli.screen.Screen;
import dev.gleaner.client.GleanerClient;
import dev.gleaner.client.PlainApi;
import dev.gleaner.client.PlainJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A call under way.
 *
 * @param in standard input
 * @param environment of the process
 */
public record Call(
        Arguments arguments,
        Settings settings,
        Screen screen,
        InputStream in,
        Map<String, String> environment,
        Clock clock) {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** The API, for one request and at once. */
    public PlainApi api() {
        return new PlainApi(settings.server(), headers(), TIMEOUT);
    }

    /** The API, for all that takes longer. */
    public GleanerClient client() {
        GleanerClient.Builder builder = GleanerClient.builder(settings.server());
        headers().forEach(builder::header);
        return builder.build();
    }

    private Map<String, String> headers() {
        return settings.key() == null ? Map.of() : Map.of("Authorization", "Bearer " + settings.key());
    }

    /** The same with a header more. */
    public PlainApi api(String header, String value) {
        Map<String, String> all = new HashMap<>(headers());
        all.put(header, value);
        return new PlainApi(settings.server(), all, TIMEOUT);
    }

    /** Asks for something. */
    public Data get(String path) {
        return new Data(api().get(path).body());
    }

    /** Changes something. */
    public Data post(String path, Object body) {
        return new Data(api().send("POST", path, body).body());
    }

    /** Whether programs read what is brought: they were asked for, or it goes into a pipe. */
    public boolean isForPrograms() {
        return arguments.has("--json") || !screen.terminalOut() && !arguments.has("--table");
    }

    /** Prints an answer of any length as it comes, until nobody reads any more. */
    public void print(String path, String accept) throws IOException {
        api().download(path, accept, new Pipe(screen.out()));
        screen.out().flush();
    }

    /** Prints an answer as it came. */
    public void json(Data answer) {
        screen.line(PlainJson.text(answer.value()));
    }

    /** Prints an answer on one line. */
    public void jsonLine(Object answer) {
        screen.line(PlainJson.line(answer));
        if (screen.out().checkError()) {
            throw new UncheckedIOException(new ClosedPipeException());
        }
    }

    /**
     * Asks people whether they are sure, unless the call says {@code --yes}.
     *
     * @throws CliException if they are not, or nobody can be asked
     */
    public void confirm(String question) throws CliException {
        if (arguments.has("--yes")) {
            return;
        }
        if (!screen.terminalErr()) {
            throw CliException.usage("Nobody can be asked here; say --yes to do it");
        }
        screen.err().print(question + " [y/N] ");
        screen.err().flush();
        try {
            int first = in.read();
            if (first != 'y' && first != 'Y') {
                throw new CliException(ExitCode.FAILED, "Nothing was done");
            }
        } catch (IOException gone) {
            throw new CliException(ExitCode.FAILED, "Nothing was done");
        }
    }

    /** Prints an answer as it came for programs, and one sentence for people. */
    public int tell(Data answer, String sentence) {
        if (isForPrograms()) {
            json(answer);
        } else {
            screen.line(sentence);
        }
        return ExitCode.DONE;
    }
}
