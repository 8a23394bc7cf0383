package dev.gleaner.system.chaos;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was repaired by whom, as the processes told in their logs. */
final class Repairs {
    private static final Map<String, Pattern> TOLD = new TreeMap<>(Map.ofEntries(
            told(
                    "reaper: articles of dead consumers handed out again",
                    "is gone: (\\d+) articles are handed out again"),
            told("audit: articles that were in no list", "(\\d+) open articles were in no list"),
            told("audit: Redis found empty", "Redis has no generation id"),
            told("audit: articles where nobody looks", "(\\d+) articles were held under no lease"),
            told("audit: running counts of hosts corrected", "running counts of (\\d+) hosts were wrong"),
            told("sweeper: articles of half queued jobs", "was left half queued; (\\d+) articles"),
            told("sweeper: uncommitted submissions cleared away", "was never committed"),
            told("API: jobs accepted while they could not be queued", "is stored but not queued yet"),
            told("consumer: leases lost, work given up", "lease of \\S+ (?:is over|could not be extended)"),
            told("consumer: articles handed out unheard", "(\\d+) articles were handed out to \\S+ unheard"),
            told("consumer: endings that waited for a store", "Writing (\\d+) endings failed"),
            told("consumer: claimed articles that waited for a store", "Starting (\\d+) articles failed")));

    private Repairs() {}

    private static Map.Entry<String, Pattern> told(String what, String pattern) {
        return Map.entry(what, Pattern.compile(pattern));
    }

    static String text(List<Member> members) {
        Map<String, int[]> sums = new TreeMap<>();
        int lines = 0;
        for (Member member : members) {
            List<String> all = member.lines();
            lines += all.size();
            for (String line : all) {
                count(line, sums);
            }
        }
        StringBuilder text = new StringBuilder();
        sums.forEach((what, sum) -> text.append("  %6d  %s (%d times)%n".formatted(sum[0], what, sum[1])));
        return text.append("  %6d  lines of log in all%n".formatted(lines)).toString();
    }

    private static void count(String line, Map<String, int[]> sums) {
        TOLD.forEach((what, pattern) -> {
            Matcher told = pattern.matcher(line);
            if (told.find()) {
                int[] sum = sums.computeIfAbsent(what, first -> new int[2]);
                sum[0] += told.groupCount() > 0 ? Integer.parseInt(told.group(1)) : 1;
                sum[1]++;
            }
        });
    }
}
