package dev.gleaner.api.work.list;

import dev.gleaner.api.submission.web.ArticleListing.Listed;
import dev.gleaner.url.ArticleUrl;
import dev.gleaner.url.InvalidUrlException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Gathers the entries of all files of a list: each address once, and of too many the newest. */
final class Gathering {
    /** So many times more than are wanted are kept before the oldest are let go. */
    private static final int SLACK = 4;

    private final int most;
    private final Map<String, Entry> kept = new LinkedHashMap<>();
    private int found;
    private int invalid;
    private int duplicates;

    /** @param most articles that are wanted */
    Gathering(int most) {
        this.most = most;
    }

    void add(Entry entry) {
        String key;
        try {
            key = ArticleUrl.parse(entry.url().strip()).key();
        } catch (InvalidUrlException none) {
            invalid++;
            return;
        }
        // An article with options of its own is another one than that without.
        if (kept.putIfAbsent(entry.fields() == null ? key : key + entry.fields(), entry) != null) {
            duplicates++;
            return;
        }
        found++;
        if (kept.size() > (long) SLACK * most) {
            keepTheNewest();
        }
    }

    private void keepTheNewest() {
        List<Map.Entry<String, Entry>> all = new ArrayList<>(kept.entrySet());
        all.sort(Map.Entry.comparingByValue(Entry.NEWEST_FIRST));
        kept.clear();
        all.stream().limit(most).forEach(one -> kept.put(one.getKey(), one.getValue()));
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    /** @param notes of the files, which come first */
    Listed listed(List<String> notes) {
        List<String> all = new ArrayList<>(notes);
        if (found > most) {
            keepTheNewest();
            all.add("The list has %d articles; the newest %d are taken.".formatted(found, most));
        }
        if (invalid > 0) {
            all.add("%d of its entries are no http or https addresses and were left out.".formatted(invalid));
        }
        if (duplicates > 0) {
            all.add("%d of its entries stand there more than once.".formatted(duplicates));
        }
        return new Listed(kept.values().stream().map(Gathering::article).toList(), all);
    }

    private static ObjectNode article(Entry entry) {
        ObjectNode article = entry.fields() == null ? JsonNodeFactory.instance.objectNode() : entry.fields();
        return article.put("url", entry.url().strip());
    }
}
