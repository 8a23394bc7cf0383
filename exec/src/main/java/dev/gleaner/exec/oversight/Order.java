package dev.gleaner.exec.oversight;

import dev.gleaner.exec.json.Json;
import dev.gleaner.exec.json.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a watcher is told over its standard input: neither command line nor files show the environment of a command, in which
 * secrets may stand. An order that breaks off is no JSON, so the watcher of a caller that was killed starts nothing.
 *
 * @param folder of the run, with its record
 * @param environment all that the command is to see
 */
record Order(Path folder, Map<String, String> environment) {
    byte[] bytes() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("folder", folder.toString());
        fields.put("environment", environment);
        return Json.text(fields).getBytes(StandardCharsets.UTF_8);
    }

    static Order read(InputStream in) throws IOException {
        Map<String, @Nullable Object> fields = Json.object(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        if (!(fields.get("folder") instanceof String folder) || !(fields.get("environment") instanceof Map<?, ?> all)) {
            throw new MalformedJsonException("is no order");
        }
        Map<String, String> environment = new LinkedHashMap<>();
        all.forEach((name, value) -> environment.put(String.valueOf(name), String.valueOf(value)));
        return new Order(Path.of(folder), environment);
    }
}
