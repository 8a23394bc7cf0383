package dev.gleaner.chaos;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was repaired by whom, as the processes told in their logs. */
final class Repairs {
    private static final Map<String, Pattern> TOLD = new TreeMap<>(Map.of(
            "reaper: articles of dead consumers handed out again",
            Pattern.compile("is gone: (\\d+) articles are handed out again"),
            "audit: articles that were in no list",
            Pattern.compile("(\\d+) open articles were in no list"),
            "audit: Redis found empty",
            Pattern.compile("Redis has no generation id"),
            "audit: running counts of hosts corrected",
            Pattern.compile("running counts of (\\d+) hosts were wrong"),
            "sweeper: articles of half queued jobs",
            Pattern.compile("was left half queued; (\\d+) articles"),
            "sweeper: uncommitted submissions cleared away",
            Pattern.compile("was never committed"),
            "API: jobs accepted while they could not be queued",
            Pattern.compile("is stored but not queued yet"),
            "consumer: leases lost, work given up",
            Pattern.compile("lease of \\S+ (?:is over|could not be extended)"),
            "consumer: endings that waited for a store",
            Pattern.compile("(\\d+) endings could not be written"),
            "consumer: claimed articles that waited for a store",
            Pattern.compile("(\\d+) articles are claimed and wait")));

    private Repairs() {}

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
