package dev.gleaner.standalone.doctor;

import dev.gleaner.platform.SettingsJudge;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The settings that are given in the environment, without what must not be read by others. */
final class Settings {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)");
    private static final Pattern SECRET_NAME =
            Pattern.compile("KEY|SECRET|PASSW|TOKEN|CREDENTIAL", Pattern.CASE_INSENSITIVE);
    private static final Pattern CREDENTIALS = Pattern.compile("://[^/\\s]*@");
    private static final Pattern SECRET_OPTION =
            Pattern.compile("((?:key|secret|passw|token|credential)[\\w.-]*=)[^\\s&]+", Pattern.CASE_INSENSITIVE);
    private static final String MASK = "***";

    private Settings() {}

    /** Those that are wrong, those that are none, and then those that are given. */
    static List<Finding> of(Map<String, String> environment) {
        SettingsJudge.Verdict verdict = SettingsJudge.judge(environment);
        List<Finding> findings = new ArrayList<>();
        verdict.faults()
                .forEach((name, fault) -> findings.add(
                        Finding.problem("setting", name + " " + fault, "docs/settings.md has all settings")));
        verdict.hints().forEach(hint -> findings.add(Finding.note("setting", hint, null)));
        given(environment).stream()
                .filter(finding -> verdict.faults().keySet().stream()
                        .noneMatch(name -> finding.text().startsWith(name + "=")))
                .forEach(findings::add);
        return findings;
    }

    static List<Finding> given(Map<String, String> environment) {
        return known().stream()
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .map(name -> Finding.ok("setting", name + "=" + masked(name, environment.getOrDefault(name, ""))))
                .toList();
    }

    static String masked(String name, String value) {
        if (SECRET_NAME.matcher(name).find()) {
            return MASK;
        }
        String without = CREDENTIALS.matcher(value).replaceAll("://" + MASK + "@");
        return SECRET_OPTION.matcher(without).replaceAll("$1" + MASK);
    }

    /** Those that the properties of the platform name, and those of the launcher and of {@code up}. */
    private static TreeSet<String> known() {
        TreeSet<String> names =
                new TreeSet<>(List.of("DATA_DIR", "JAVA_OPTS", "JAVA_HOME", "GLEANER_FAST_START", "REDIS_MAX_MEMORY"));
        try (InputStream text = Objects.requireNonNull(Settings.class.getResourceAsStream("/gleaner.properties"))) {
            VARIABLE.matcher(new String(text.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .forEach(names::add);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return names;
    }
}
