package dev.gleaner.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a job is about, by which people know and find it. Noted at its submission, and bounded, so that a list of jobs need not read
 * their articles.
 *
 * @param hosts of its addresses in order of submission, the first {@value #MOST_HOSTS} of them
 * @param hostCount how many there are in all
 * @param sources of its articles, the {@value #MOST_SOURCES} with the most
 */
public record JobOutline(List<String> hosts, int hostCount, List<SourceCount> sources) {
    static final int MOST_HOSTS = 20;
    static final int MOST_SOURCES = 5;

    /** Nothing is known: its articles are found later, or it is older than this note. */
    public static final JobOutline NONE = new JobOutline(List.of(), 0, List.of());

    public JobOutline {
        hosts = List.copyOf(hosts);
        sources = List.copyOf(sources);
    }

    /** How many articles came under a source. */
    public record SourceCount(String source, int count) {}

    public static JobOutline of(List<Item> items) {
        Set<String> hosts = new LinkedHashSet<>();
        Map<String, Integer> sources = new HashMap<>();
        for (Item item : items) {
            if (!item.host().isEmpty()) {
                hosts.add(item.host());
            }
            String source = item.source();
            if (source != null && !source.isBlank()) {
                sources.merge(source, 1, Integer::sum);
            }
        }
        List<SourceCount> most = sources.entrySet().stream()
                .map(one -> new SourceCount(one.getKey(), one.getValue()))
                .sorted(Comparator.comparingInt(SourceCount::count).reversed().thenComparing(SourceCount::source))
                .limit(MOST_SOURCES)
                .toList();
        return new JobOutline(
                new ArrayList<>(hosts).subList(0, Math.min(MOST_HOSTS, hosts.size())), hosts.size(), most);
    }

    /** Null if none is known. */
    public @Nullable String firstHost() {
        return hosts.isEmpty() ? null : hosts.getFirst();
    }
}
