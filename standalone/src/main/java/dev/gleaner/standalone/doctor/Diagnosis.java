package dev.gleaner.standalone.doctor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that was found.
 *
 * @param version of Gleaner
 * @param findings in the order in which they were made
 */
public record Diagnosis(String version, List<Finding> findings) {

    /** Whether nothing has to be done. */
    public boolean healthy() {
        return findings.stream().noneMatch(finding -> finding.level() == Finding.Level.PROBLEM);
    }

    /** For a person. */
    public String text() {
        StringBuilder text = new StringBuilder("Gleaner ").append(version).append('\n');
        for (Finding finding : findings) {
            text.append("%-8s %-9s %s%n".formatted(finding.level().word(), finding.area(), finding.text()));
            if (finding.advice() != null) {
                text.append(" ".repeat(19))
                        .append("-> ")
                        .append(finding.advice())
                        .append('\n');
            }
        }
        return text.append(healthy() ? "Nothing has to be done." : "What is marked as a problem has to be solved.")
                .toString();
    }

    /** For a program: {@code {"version","healthy","findings":[{"area","level","text","advice"}]}}. */
    public String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", version);
        json.put("healthy", healthy());
        json.put("findings", findings);
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }
}
