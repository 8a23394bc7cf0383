package dev.gleaner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the fleet is, and what it has. */
class OperationsTest {
    private final StubServer server;

    OperationsTest() throws Exception {
        server = new StubServer();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void numbersAreToldInWords() throws Exception {
        server.with("GET /stats", """
                {"queues": {"high": {"depth": 1, "oldest_seconds": 65}, "medium": {"depth": 20}, "low": {"depth": 0},
                "delayed": {"depth": 3, "next_seconds": 2}, "waiting_for_hosts": 7, "held": 2},
                "rates": {"articles_per_second": 12.5, "failures_per_second": 0.5, "claims_per_second": 13},
                "jobs": {"in_progress": 2}, "consumers": {"count": 2, "capacity": 64, "running": 10},
                "hosts": {"known": 5, "paused": 1}, "failures_by_code": {"timeout": 4}, "stores": {"mongo": "UP", "redis": "UP"}}""");
        assertThat(server.type("stats")).isZero();
        assertThat(server.out)
                .contains(
                        "high         1  1m 05s",
                        "7 for their hosts, 2 held back",
                        "13/s ended, 0.5/s failed, 13/s begun")
                .contains("2 with 10 of 64 slots busy", "timeout 4", "mongo UP, redis UP");
    }

    @Test
    void consumersAndHostsAreListed() throws Exception {
        server.with("GET /consumers", """
                [{"id": "c1", "host": "box", "version": "0.1.0", "since": "2026-01-01T11:00:00Z", "capacity": 32,
                "beat_at": "2026-01-01T11:59:58Z", "running": [{"url": "https://a.org/1"}], "articles_ended": 5}]""")
                .with("GET /hosts", """
                        {"hosts": [{"host": "a.org", "state": "PAUSED", "paused_until": "2026-01-01T12:00:42Z", "running": 1,
                        "waiting": 9, "reason": "3 addresses answered 503"}], "total": 1}""")
                .with("POST /hosts/a.org/pause", """
                        {"host": "a.org", "state": "PAUSED", "paused_by_operator": true, "note": "asked to"}""")
                .with("PATCH /hosts/a.org", "{\"host\": \"a.org\", \"state\": \"OPEN\"}")
                .with("POST /hosts/a.org/resume", "{\"host\": \"a.org\", \"state\": \"OPEN\"}");
        assertThat(server.type("consumers")).isZero();
        assertThat(server.out).contains("c1        box   0.1.0    1h 00m ago  2s ago", "1/32", "https://a.org/1");
        assertThat(server.type("hosts", "--state", "PAUSED")).isZero();
        assertThat(server.out).contains("a.org  PAUSED  in 42s", "3 addresses answered 503");
        assertThat(server.type("hosts", "a.org", "pause", "--for", "2h", "--note", "asked to"))
                .isZero();
        assertThat(server.out).contains("by hand: asked to");
        assertThat(server.type("hosts", "a.org", "limit", "--delay", "500", "--concurrent", "none"))
                .isZero();
        assertThat(server.type("hosts", "a.org", "resume")).isZero();
        assertThat(server.type("hosts", "a.org", "stop")).isEqualTo(2);
        assertThat(server.asked)
                .containsSequence(
                        "POST /hosts/a.org/pause {\"note\":\"asked to\",\"seconds\":7200}",
                        "PATCH /hosts/a.org {\"delay_ms\":500,\"max_concurrent\":null}",
                        "POST /hosts/a.org/resume");
    }

    @Test
    void presetsAndScrapersAreListedAndKept(@TempDir Path folder) throws Exception {
        server.with("GET /presets", "{\"presets\": [{\"name\": \"news\", \"description\": \"daily\"}], \"total\": 1}")
                .with("GET /presets/news", "{\"name\": \"news\"}")
                .with("PUT /presets/news", "{\"name\": \"news\"}")
                .with("DELETE /presets/news", 204, "")
                .with(
                        "GET /scrapers",
                        "{\"scrapers\": [{\"name\": \"article\", \"mode\": \"article\", \"consumers\": 2}]}")
                .with("GET /scrapers/s", """
                        {"name": "s", "mode": "run", "description": "finds", "params": [
                        {"name": "depth", "type": "number", "required": true, "description": "how deep"}]}""");
        Path file = Files.writeString(folder.resolve("p.json"), "{\"max_age\": 1.5}");
        assertThat(server.type("presets")).isZero();
        assertThat(server.out).contains("news  -        daily");
        assertThat(server.type("presets", "news")).isZero();
        assertThat(server.type("presets", "news", "put", file.toString())).isZero();
        assertThat(server.type("presets", "news", "remove", "--yes", "--force")).isZero();
        assertThat(server.asked).contains("PUT /presets/news {\"max_age\":1.5}", "DELETE /presets/news?force=true");
        Files.writeString(file, "{");
        assertThat(server.type("presets", "news", "put", file.toString())).isEqualTo(2);
        assertThat(server.err).contains("is no JSON");
        assertThat(server.type("scrapers")).isZero();
        assertThat(server.type("scrapers", "s")).isZero();
        assertThat(server.out).contains("s (mode run): finds", "depth  number  yes       -        how deep");
    }
}
