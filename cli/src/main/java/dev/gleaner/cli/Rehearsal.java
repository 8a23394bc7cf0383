package dev.gleaner.cli;

import com.sun.net.httpserver.HttpServer;
import dev.gleaner.cli.call.ExitCode;
import dev.gleaner.cli.screen.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Does once what calls do, on a server that is none, so that Java can make a cache of all the classes that they need. */
final class Rehearsal {
    static final String NAME = "rehearse";

    private static final String JOB = """
            {"job_id": "job_1", "status": "COMPLETED", "total_articles": 1, "completed": 1, "failed": 0, "pending": 0,
            "new_articles": 1, "cached_articles": 0, "revision": 1, "run": 1, "tags": ["a"], "rate": 1.5,
            "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}""";

    private Rehearsal() {}

    static int run() throws InterruptedException {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                String path = exchange.getRequestURI().getPath();
                boolean known = !path.contains("none") && !path.startsWith("/ws");
                byte[] body = (known ? answer(path) : "{\"title\": \"Not Found\", \"detail\": \"none\"}")
                        .getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(known ? 200 : 404, body.length);
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            });
            server.start();
            Map<String, String> environment = Map.of(
                    "GLEANER_SERVER", "http://127.0.0.1:" + server.getAddress().getPort());
            PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
            for (boolean terminal : new boolean[] {true, false}) {
                Screen screen = new Screen(nowhere, nowhere, terminal, terminal, 80, terminal);
                for (List<String> call : calls()) {
                    new Cli(screen, InputStream.nullInputStream(), environment, Clock.systemUTC()).run(call);
                }
            }
            Screen.ofProcess(nowhere, nowhere, environment);
            server.stop(0);
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String answer(String path) {
        return switch (path) {
            case "/health" -> "{\"status\": \"UP\", \"mongo\": \"UP\", \"redis\": \"UP\"}";
            case "/jobs" -> "[" + JOB + "]";
            case "/schedules" -> "{\"schedules\": [{\"id\": \"a\", \"trigger\": {\"type\": \"daily\"}}], \"total\": 1}";
            default -> JOB;
        };
    }

    private static List<List<String>> calls() {
        return List.of(
                List.of("help"),
                List.of("status"),
                List.of("status", "job_1"),
                List.of("status", "none"),
                List.of("list", "--tag", "a"),
                List.of("pause", "job_1"),
                List.of("retry", "job_1", "--code", "timeout"),
                List.of("submit", "https://example.org/a"),
                List.of("watch", "job_1"),
                List.of("results", "job_1"),
                List.of("articles", "job_1"),
                List.of("schedules", "list"),
                List.of("stats"),
                List.of("stauts"));
    }
}
