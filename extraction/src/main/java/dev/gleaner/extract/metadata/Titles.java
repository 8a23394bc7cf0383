package dev.gleaner.extract.metadata;

import dev.gleaner.extract.page.Texts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among the titles that a page gives its article: the headline of JSON-LD, {@code og:title}, {@code title} and the
 * headings of the first rank. They differ by the name of the site, by a label before a colon, or because search engines and
 * social networks get their own wording.
 */
final class Titles {
    /** A bar, or a dash or dot with space around it, is what sites put between the title and their name. */
    private static final Pattern SEPARATOR = Pattern.compile("\\s+[\\-–—·•:»]\\s+|\\s*[|ㅣ｜]\\s*");

    private static final Pattern SEPARATORS_AT_THE_END = Pattern.compile("[\\s|ㅣ｜\\-–—·•:»]+$");

    /** A heading with fewer of the words of a declared title is that of something else, if there are others. */
    private static final double SAME_TITLE = 0.54;

    /** The same for a page with a single heading: its wording may be far from what is written for search engines. */
    private static final double SAME_TITLE_ALONE = 0.32;

    /** In chars. What is longer is no title, and comparing two of a million words would take hours. */
    private static final int LONGEST = 2_000;

    private static final int MAX_HEADINGS = 10;
    private static final int LONGEST_NAME_WORDS = 3;
    private static final int SHORTEST_TITLE_WORDS = 4;

    private final @Nullable String headline;
    private final @Nullable String openGraph;
    private final @Nullable String twitter;
    private final @Nullable String documentTitle;
    private final boolean madeFromATemplate;
    private final @Nullable String heading;
    private final List<String> headings = new ArrayList<>();
    private final List<Integer> headingIndexes = new ArrayList<>();
    private final Set<String> siteNames = new HashSet<>();

    /** Its letters and digits alone. */
    private final String host;

    private final Map<String, List<String>> wordsOf = new HashMap<>();

    /**
     * @param siteNames as the page gives them
     * @param host of the page, from which many sites have their names
     */
    Titles(
            @Nullable String headline,
            @Nullable String openGraph,
            @Nullable String twitter,
            @Nullable String documentTitle,
            List<Element> headings,
            List<String> siteNames,
            String host) {
        siteNames.forEach(name -> this.siteNames.add(String.join(" ", words(name))));
        this.host = host.toLowerCase(Locale.ROOT).replace(".", "").replace("-", "");
        for (int i = 0; i < Math.min(MAX_HEADINGS, headings.size()); i++) {
            String text = Texts.line(headings.get(i).text(), LONGEST);
            if (!text.isEmpty()) {
                this.headings.add(text);
                this.headingIndexes.add(i);
            }
        }
        // What both vocabularies repeat is the title, whatever follows a dash in it; only the site's own name is cut
        // off.
        boolean repeated = same(headline, openGraph);
        this.headline = withoutSite(headline, false);
        this.openGraph = withoutSite(openGraph, !repeated);
        this.twitter = withoutSite(twitter, !repeated);
        this.documentTitle = withoutSite(documentTitle, true);
        this.madeFromATemplate = !same(documentTitle, this.documentTitle);
        this.heading = findHeading();
    }

    @Nullable
    Found<String> best() {
        if (openGraph == null) {
            return Found.first(
                    Found.text(heading, Source.HTML),
                    Found.text(headline, Source.JSON_LD),
                    Found.text(twitter, Source.META),
                    Found.text(documentTitle, Source.HTML),
                    Found.text(headings.isEmpty() ? null : headings.getFirst(), Source.HTML));
        }
        if (heading != null && isShown(heading, openGraph)) {
            return Found.text(heading, Source.HTML);
        }
        boolean headlineAndMore = headline != null
                && heading == null
                && words(headline).size() >= SHORTEST_TITLE_WORDS
                && Collections.indexOfSubList(words(openGraph), words(headline)) == 0;
        return headlineAndMore ? Found.text(headline, Source.JSON_LD) : Found.text(openGraph, Source.META);
    }

    /** How many headings stand before that of the article; -1 if none is. */
    int headingsBefore() {
        return heading == null ? -1 : headingIndexes.get(headings.indexOf(heading));
    }

    /** Whether the heading is the title rather than {@code og:title}. */
    private boolean isShown(String heading, String declared) {
        List<String> shown = words(heading);
        List<String> given = words(declared);
        if (shown.equals(given)) {
            return true;
        }
        if (same(headline, declared)) {
            return false; // declared twice
        }
        if (Collections.indexOfSubList(given, shown) >= 0) {
            return true; // a section or a label around it
        }
        boolean part = Collections.indexOfSubList(shown, given) >= 0;
        if (part && headline == null && same(documentTitle, declared)) {
            return false; // the heading has something around the title
        }
        // The name of the site behind the heading, as the title of the document, is put together by a machine, and the
        // headline of JSON-LD repeats it; then another og:title was written by somebody. Otherwise it is og:title that
        // was written for search engines.
        return !(madeFromATemplate && same(documentTitle, heading) && same(headline, heading));
    }

    /** The heading of the article: the one with the most words of what is declared; the longer one among equals. */
    @Nullable
    String heading() {
        return heading;
    }

    private @Nullable String findHeading() {
        @Nullable String best = null;
        double most = 0;
        for (String heading : headings) {
            boolean named = isNamed(heading);
            for (String declared : new @Nullable String[] {headline, openGraph, documentTitle, twitter}) {
                double likeness = declared == null || named ? 0 : likeness(words(heading), words(declared));
                if (likeness > most || (likeness == most && best != null && heading.length() > best.length())) {
                    most = likeness;
                    best = heading;
                }
            }
        }
        if (most > (headings.size() == 1 ? SAME_TITLE_ALONE : SAME_TITLE)) {
            return best;
        }
        boolean nothingDeclared = headline == null && openGraph == null && documentTitle == null;
        return nothingDeclared && !headings.isEmpty() ? headings.getFirst() : null;
    }

    /** 1 for equal titles, 0.9 if the heading is a telling part of the declared one, else by the share of common words. */
    private double likeness(List<String> heading, List<String> declared) {
        if (heading.isEmpty() || declared.isEmpty()) {
            return 0;
        }
        if (heading.equals(declared)) {
            return 1;
        }
        boolean part = Collections.indexOfSubList(declared, heading) == 0 && heading.size() > 1
                || Collections.indexOfSubList(declared, heading) > 0 && heading.size() >= SHORTEST_TITLE_WORDS;
        if (part) {
            return 0.9;
        }
        Set<String> first = new HashSet<>(heading);
        Set<String> second = new HashSet<>(declared);
        int larger = Math.max(first.size(), second.size());
        first.retainAll(second);
        return 0.9 * first.size() / larger;
    }

    private boolean same(@Nullable String one, @Nullable String other) {
        return one != null && other != null && words(one).equals(words(other));
    }

    /** In lower case. The same few texts are compared with each other again and again, so each is taken apart once. */
    private List<String> words(String text) {
        return wordsOf.computeIfAbsent(Texts.cut(text, 2 * LONGEST), Titles::apart);
    }

    private static List<String> apart(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i < small.length(); ) {
            int c = small.codePointAt(i);
            boolean inside = Texts.isLetterOrNumber(c) || Texts.isMark(c);
            if (inside && start < 0) {
                start = i;
            } else if (!inside && start >= 0) {
                words.add(small.substring(start, i));
                start = -1;
            }
            i += Character.charCount(c);
        }
        if (start >= 0) {
            words.add(small.substring(start));
        }
        return List.copyOf(words);
    }

    /** Takes the name of the site off the end of a title. */
    private @Nullable String withoutSite(@Nullable String declared, boolean alsoWhatLooksLikeIt) {
        @Nullable String title = blankToNull(declared);
        for (int round = 0; title != null && round < 2; round++) {
            String[] parts = SEPARATOR.split(title);
            if (parts.length < 2) {
                return title;
            }
            String last = parts[parts.length - 1];
            String start = SEPARATORS_AT_THE_END
                    .matcher(title.substring(0, title.lastIndexOf(last)))
                    .replaceFirst("");
            if (start.isEmpty()
                    || last.isEmpty()
                    || !isNamed(last) && !(alsoWhatLooksLikeIt && looksLikeASite(last, start))) {
                return title;
            }
            title = start;
        }
        return title;
    }

    /** Whether a text is the name of the site, as the page gives it or as its host has it. */
    private boolean isNamed(String text) {
        List<String> words = words(text);
        String joined = String.join("", words);
        return words.isEmpty()
                || siteNames.contains(String.join(" ", words))
                || (joined.length() > 3 && host.contains(joined));
    }

    /** A name begins like one; "Bread prices rise - here's why" goes on. */
    private boolean looksLikeASite(String last, String start) {
        return words(last).size() <= LONGEST_NAME_WORDS
                && words(start).size() >= SHORTEST_TITLE_WORDS
                && !Character.isLowerCase(last.codePointAt(0))
                && headings.stream().noneMatch(heading -> heading.endsWith(last));
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        String line = Texts.line(text, LONGEST);
        return line.isEmpty() ? null : line;
    }
}
