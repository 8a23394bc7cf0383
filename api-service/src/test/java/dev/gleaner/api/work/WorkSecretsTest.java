package dev.gleaner.api.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class WorkSecretsTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void everySecretIsReplacedAndNothingElse() {
        ObjectNode work = work("""
                {"headers":{"cookie":"c","n":1},
                 "articles":[{"url":"u","headers":{"authorization":"a"}},"odd"],
                 "callback":{"url":"u","secret":"s","secrets":["s1","s2"],"headers":{"x":"h"}},
                 "on_success":[{"url":"u","secret":"ok"},{"command":"c"}],
                 "on_failure":{"url":"u","headers":{"y":"f"}},"language":"de"}""");
        List<String> paths = new ArrayList<>();

        ObjectNode masked = WorkSecrets.mapped(work, (place, secret) -> {
            paths.add(place.path());
            return "*";
        });

        assertThat(masked).isEqualTo(work("""
                {"headers":{"cookie":"*","n":1},
                 "articles":[{"url":"u","headers":{"authorization":"*"}},"odd"],
                 "callback":{"url":"u","secret":"*","secrets":["*","*"],"headers":{"x":"*"}},
                 "on_success":[{"url":"u","secret":"*"},{"command":"c"}],
                 "on_failure":{"url":"u","headers":{"y":"*"}},"language":"de"}"""));
        assertThat(paths)
                .containsExactly(
                        "headers.cookie",
                        "articles[0].headers.authorization",
                        "callback.secret",
                        "callback.secrets[0]",
                        "callback.secrets[1]",
                        "callback.headers.x",
                        "on_success[0].secret",
                        "on_failure.headers.y");
        assertThat(work.get("headers").get("cookie").asString()).isEqualTo("c");
    }

    private static ObjectNode work(String json) {
        return (ObjectNode) JSON.readTree(json);
    }
}
