package dev.gleaner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.cli.call.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words, settings, errors and exit codes. */
class CliTest {
    private final StubServer server;

    CliTest() throws Exception {
        server = new StubServer();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void everyCommandExplainsItselfWithAnExample() throws Exception {
        for (Command command : Catalogue.all()) {
            String[] words = (command.name() + " --help").split(" ");
            assertThat(server.type(words)).isZero();
            assertThat(server.out)
                    .startsWith(command.summary())
                    .contains("Usage: ./gleaner " + command.name())
                    .contains("--server URL");
            String example = server.out.substring(server.out.indexOf("Example: "));
            assertThat(example).contains("./gleaner " + command.name().split(" ")[0]);
            assertThat(Usage.text()).contains("\n  " + command.name().split(" ")[0] + " ");
        }
        assertThat(server.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "stauts,Unknown command: stauts (did you mean status?)",
        "schedules lits,Unknown command: schedules lits (did you mean list?)",
        "list --stat FAILED,Unknown option of list: --stat",
        "list --tga a,Unknown option of list: --tga (did you mean --tag?)",
        "list --status DONE,'--status is PENDING, IN_PROGRESS, COMPLETED, FAILED, CANCELLED, not DONE'",
        "list all,Nothing is known to do with all",
        "list --tag,--tag needs TAG",
        "watch a b,'One job id is needed, and 2 are given'",
        "watch a --timeout soon,'No time: soon (for example 30s, 10m or 2h)'",
        "pause,At least one job id is needed",
        "priority job_1 11,priority needs a job id and a number from 1 to 10",
        "cancel,'cancel needs a job id, or --status, --tag, --name or --all'",
        "submit,'submit needs addresses, a FILE, or - for standard input'",
        "submit a b,'One FILE, or addresses only: a is no address'",
        "submit --param x http://a.org/,'--param needs NAME=VALUE, not x'",
        "schedules apply,One FILE is needed",
        "schedules add --cron x --daily 9,'One of --cron, --daily, not several'",
        "schedules apply --all x,Unknown option of schedules apply: --all",
        "remove job_1,Nobody can be asked here; say --yes to do it",
        "completion tcsh,'completion knows bash, zsh, fish, not tcsh'",
        "status --server ftp://x,No address of a server: ftp://x (for example http://localhost:8000)"
    })
    void whatMakesNoSenseIsNamed(String line, String message) throws Exception {
        assertThat(server.pipe(line.split(" "))).isEqualTo(2);
        assertThat(server.err.lines().findFirst().orElse("")).startsWith(message);
        assertThat(server.err).doesNotContain("Exception");
        assertThat(server.asked).isEmpty();
    }

    @Test
    void aServerThatIsAwayIsSaidWithWhatToDo() throws Exception {
        server.stop();
        assertThat(server.type("status")).isEqualTo(3);
        assertThat(server.err)
                .startsWith("No server answers at http://127.0.0.1:")
                .contains("./gleaner up", "GLEANER_SERVER")
                .hasLineCount(1);
        assertThat(server.type("watch", "job_1")).isEqualTo(3);
    }

    @Test
    void whatTheServerRefusesIsSaidWithItsFields() throws Exception {
        assertThat(server.type("status", "job_1")).isEqualTo(4);
        assertThat(server.err).isEqualTo("There is no such thing\n");

        server.with("POST /jobs/submit", 422, """
                {"title": "Unprocessable", "status": 422, "detail": "2 fields are wrong", "errors": [
                {"path": "articles[0].url", "message": "has no host"}, {"path": "priority", "message": "is above 10"}]}""");
        assertThat(server.type("submit", "https://example.org/")).isEqualTo(5);
        assertThat(server.err).isEqualTo("2 fields are wrong\n  articles[0].url has no host\n  priority is above 10\n");

        server.with("GET /jobs", 503, "{\"title\": \"Unavailable\", \"detail\": \"MongoDB is away\"}");
        assertThat(server.type("list")).isEqualTo(6);
        server.with("GET /jobs", 200, "<html>");
        assertThat(server.type("list")).isEqualTo(6);
        assertThat(server.err).startsWith("Something else than Gleaner answers at");
    }

    @Test
    void theServerAndTheKeyComeFromTheConfigFileUnlessSaidOtherwise(@TempDir Path folder) throws Exception {
        String address = server.environment.remove("GLEANER_SERVER");
        Path file = folder.resolve("gleaner/config");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "# mine\nserver = %s\napi-key = secret\n".formatted(address));
        server.environment.put("XDG_CONFIG_HOME", folder.toString());
        server.with("GET /jobs", "[]");
        assertThat(server.pipe("list")).isZero();
        assertThat(server.asked).containsExactly("GET /jobs  Bearer secret");

        server.environment.put("GLEANER_SERVER", "http://127.0.0.1:1");
        assertThat(server.pipe("list")).isEqualTo(3);
        assertThat(server.pipe("list", "--server", address)).isZero();
        assertThat(server.pipe("list", "--api", address)).isZero();

        Files.writeString(file, "sever = x\n");
        assertThat(server.pipe("list")).isEqualTo(2);
        assertThat(server.err).contains("line 1: there is no setting sever (did you mean server?)");
    }

    @Test
    void helpIsThereWithoutAServer() throws Exception {
        server.stop();
        assertThat(server.type("help")).isZero();
        assertThat(server.out).isEqualTo(Usage.text());
        assertThat(server.type("help", "schedules", "add")).isZero();
        assertThat(server.out).contains("--cron LINE");
        assertThat(server.type("schedules")).isEqualTo(2);
        assertThat(server.out).contains("backfill");
    }
}
