package dev.gleaner.system;

import java.util.List;
import java.util.Random;

/** Bodies that a submission should not be, made of one that it should be. */
final class OddBodies {
    private static final List<String> ODD_VALUES = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1e999",
            "99999999999999999999999999",
            "0.5",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\u202egnp.exe\"",
            "[]",
            "{}",
            "[[[[]]]]",
            "{\"$ne\": null}",
            "{\"$gt\": \"\"}",
            "{\"$where\": \"sleep(1000)\"}",
            "[null, 1, \"a\"]",
            "\"" + "x".repeat(5_000) + "\"",
            "\"http://\"",
            "\"javascript:alert(1)\"",
            "\"file:///etc/passwd\"",
            "\"http://user:secret@127.0.0.1/\"",
            "\"http://[::ffff:127.0.0.1]/\"",
            "\"http://0x7f.1/\"",
            "\"http://a.example:99999/\"",
            "\"http://\\u0000.example/\"",
            "\"https://a.example/\\ud83d\"",
            "\"" + "http://a.example/" + "a/".repeat(3_000) + "\"");

    private static final List<String> FIELDS = List.of(
            "articles", "url", "source", "category", "priority", "max_age", "on_duplicate", "dry_run", "name", "tags");

    private OddBodies() {}

    static String next(Random random, int port) {
        String body = """
                {"articles": [{"url": "http://127.0.0.1:%d/odd/%d", "source": "s", "category": "c", "priority": 5}],
                 "max_age": 60, "on_duplicate": "skip", "dry_run": false, "name": "n", "tags": ["t"]}""".formatted(port, random.nextInt(1_000));
        for (int change = 1 + random.nextInt(3); change > 0; change--) {
            body = change(random, body);
        }
        return body;
    }

    private static String change(Random random, String body) {
        if (body.isEmpty()) {
            return "[";
        }
        int at = random.nextInt(body.length());
        String field = FIELDS.get(random.nextInt(FIELDS.size()));
        return switch (random.nextInt(7)) {
            case 0 -> body.substring(0, at);
            case 1 -> body.substring(0, at) + body.substring(Math.min(body.length(), at + 1 + random.nextInt(8)));
            case 2 -> body.substring(0, at) + (char) random.nextInt(0x250) + body.substring(at);
            case 3 -> body.substring(0, at) + body.substring(at / 2);
            case 4, 5 -> withValue(body, field, ODD_VALUES.get(random.nextInt(ODD_VALUES.size())));
            default -> body.replace("\"" + field + "\"", "\"" + FIELDS.get(random.nextInt(FIELDS.size())) + "\"");
        };
    }

    /** With another value where the field has one that is plain. */
    private static String withValue(String body, String field, String value) {
        int name = body.indexOf("\"" + field + "\":");
        if (name < 0) {
            return body;
        }
        int from = name + field.length() + 3;
        int to = from;
        while (to < body.length() && ",}\n".indexOf(body.charAt(to)) < 0) {
            to++;
        }
        return body.substring(0, from) + " " + value + body.substring(to);
    }
}
