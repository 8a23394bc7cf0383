package dev.gleaner.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page at the root is served whole, and under a policy that lets nothing of others run. */
@SpringBootTest(classes = WebApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class DashboardTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final Pattern IMPORT =
            Pattern.compile("(?m)^import .* from \"(\\./[^\"]+)\";$|import\\(\"(\\./[^\"]+)\"\\)");

    @LocalServerPort
    private int port;

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI root() {
        return URI.create("http://127.0.0.1:%d/".formatted(port));
    }

    @Test
    void thePageIsServedUnderAPolicyThatItKeepsTo() throws Exception {
        HttpResponse<String> answer = get(root());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
        Document page = Jsoup.parse(answer.body(), root().toString());
        assertThat(page.select("script:not([src]), style, [style], [onclick], [onload]"))
                .isEmpty();
        assertThat(page.select("[src], link[href]").eachAttr("src"))
                .isNotEmpty()
                .allMatch(src -> src.startsWith("dashboard/"));
    }

    @Test
    void everyFileThatItNamesIsThere() throws Exception {
        Document page = Jsoup.parse(get(root()).body(), root().toString());
        Deque<URI> open = new ArrayDeque<>();
        page.select("script[src]").forEach(script -> open.add(URI.create(script.absUrl("src"))));
        page.select("link[href]").forEach(link -> open.add(URI.create(link.absUrl("href"))));
        Set<URI> seen = new HashSet<>();
        while (!open.isEmpty()) {
            URI address = open.remove();
            if (!seen.add(address)) {
                continue;
            }
            HttpResponse<String> file = get(address);
            assertThat(file.statusCode()).as("%s", address).isEqualTo(200);
            assertThat(file.headers().firstValue("Cache-Control")).hasValue("no-cache");
            String path = address.getPath();
            String type =
                    path.endsWith(".js") ? "text/javascript" : path.endsWith(".css") ? "text/css" : "image/svg+xml";
            assertThat(file.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(told -> assertThat(told).startsWith(type));
            if (path.endsWith(".js")) {
                IMPORT.matcher(file.body())
                        .results()
                        .map(found -> found.group(1) != null ? found.group(1) : found.group(2))
                        .forEach(name -> open.add(address.resolve(name)));
            }
        }
        assertThat(seen)
                .extracting(URI::getPath)
                .contains("/dashboard/dashboard.js", "/dashboard/live.js", "/dashboard/markdown.js");
    }

    @Test
    void whatLiesBesideItsFilesIsNotServed() throws Exception {
        for (String path :
                new String[] {"dashboard/index.html", "dashboard/", "dashboard/..%2findex.html", "dashboard/nothing.js"
                }) {
            assertThat(get(root().resolve(path)).statusCode()).as(path).isIn(400, 404);
        }
    }
}
