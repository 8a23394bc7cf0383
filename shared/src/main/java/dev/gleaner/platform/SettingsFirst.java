package dev.gleaner.platform;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.logging.Log;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Before anything else of a process: blank settings are taken away, the others judged, and the log is set up as they say.
 */
public final class SettingsFirst implements EnvironmentPostProcessor {
    private static final String LOGS = "gleaner-logs";

    private final Log log;

    public SettingsFirst(DeferredLogFactory logs) {
        this.log = logs.getLog(SettingsFirst.class);
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, String> given = given(environment);
        SettingsJudge.Verdict verdict = SettingsJudge.judge(given);
        verdict.hints().forEach(log::warn);
        if (!verdict.faults().isEmpty()) {
            throw new IllegalArgumentException(verdict.text());
        }
        Map<String, Object> logs = new HashMap<>();
        String level = given.getOrDefault("LOG_LEVEL", "").strip();
        if (!level.isEmpty()) {
            logs.put("logging.level.dev.gleaner", level.toUpperCase(Locale.ROOT));
        }
        if (given.getOrDefault("LOG_FORMAT", "").strip().equalsIgnoreCase("json")) {
            logs.put("logging.structured.format.console", "ecs");
        }
        if (!logs.isEmpty()) {
            environment
                    .getPropertySources()
                    .addAfter(
                            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                            new MapPropertySource(LOGS, logs));
        }
    }

    private static Map<String, String> given(ConfigurableEnvironment environment) {
        Map<String, String> given = new HashMap<>();
        Map<String, Object> all = environment.getSystemEnvironment();
        all.forEach((name, value) -> given.put(name, String.valueOf(value)));
        Set<String> known = KnownSettings.names();
        Map<String, Object> kept = new HashMap<>(all);
        if (kept.keySet()
                .removeIf(name ->
                        known.contains(name) && given.getOrDefault(name, "").isBlank())) {
            String source = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
            environment.getPropertySources().replace(source, new SystemEnvironmentPropertySource(source, kept));
        }
        return given;
    }
}
