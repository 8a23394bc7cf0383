package dev.gleaner.extract.body;

import dev.gleaner.extract.page.ClassHints.Meaning;
import dev.gleaner.extract.page.DomIndex;
import dev.gleaner.extract.page.Tags;
import dev.gleaner.extract.page.Texts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Attributes;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Finds what is never part of the article, by the meaning of elements and by their class and id. */
final class Boilerplate implements DomIndex.Visitor {
    private static final Set<String> ROLES_BESIDE =
            Set.of("navigation", "complementary", "contentinfo", "dialog", "alertdialog", "banner");

    private static final Set<String> ROLES =
            Set.of("search", "menu", "menubar", "toolbar", "tablist", "form", "button");

    private static final Pattern HIDING =
            Pattern.compile("display\\s*:\\s*none|visibility\\s*:\\s*hidden|clip\\s*:\\s*rect\\(\\s*[01]");

    /** An element with more of the text of the page than this is not boilerplate, whatever it is called. */
    private static final double MAX_SHARE = 0.4;

    /** Comments may be longer than the article; only a page that has hardly anything else is made of them. In chars. */
    private static final int MIN_LEFT = 300;

    /** A text of this length is prose even outside of paragraphs. */
    private static final int MIN_RUN = 100;

    private static final int MAX_STYLE_CHARS = 500;

    private final DomIndex page;
    private final Set<Meaning> telling;
    private final BitSet passedOver = new BitSet();
    private final Deque<Candidate> open = new ArrayDeque<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private int paragraphs;
    private int mains;
    private int chars;

    private Boilerplate(DomIndex page, Set<Meaning> telling) {
        this.page = page;
        this.telling = telling;
    }

    /**
     * The numbers of the elements to pass over with all that they hold. They stay in the page: taking out hundreds of
     * thousands of siblings one by one is what a hostile page would hope for.
     */
    static BitSet in(DomIndex page) {
        return new Boilerplate(page, EnumSet.allOf(Meaning.class)).found();
    }

    /** As {@link #in}, with fewer names: for pages that call everything related or promoted. */
    static BitSet surely(DomIndex page) {
        return new Boilerplate(page, EnumSet.of(Meaning.CAPTION, Meaning.COMMENTS, Meaning.CONSENT)).found();
    }

    /** As {@link #in}, by the meaning of elements alone: for forums, where everything is a comment. */
    static BitSet byMeaning(DomIndex page) {
        return new Boilerplate(page, EnumSet.of(Meaning.CONSENT)).found();
    }

    private BitSet found() {
        page.walk(this);
        double most = Math.max(chars, 1) * MAX_SHARE;
        for (Candidate candidate : candidates) {
            if (candidate.chars < most || (candidate.beside && chars - candidate.chars >= MIN_LEFT)) {
                passedOver.set(candidate.element);
            }
        }
        return passedOver;
    }

    /** An element that may be boilerplate, and how much prose it turned out to hold. */
    private static final class Candidate {
        private final int element;
        private final boolean beside;
        private int chars;

        Candidate(int element, boolean beside, int charsBefore) {
            this.element = element;
            this.beside = beside;
            this.chars = -charsBefore;
        }
    }

    @Override
    public void text(int number) {
        int length = page.text(number).getWholeText().length();
        chars += paragraphs > 0 || length >= MIN_RUN ? length : 0;
    }

    @Override
    public boolean enter(int number) {
        Meaning meaning = page.hints(number).meaning();
        if (page.is(number, Tags.NEVER_TEXT)
                || (meaning == Meaning.CONSENT && !page.is(number, Tags.NEVER_BOILERPLATE))) {
            passedOver.set(number);
            return false;
        }
        mains += page.is(number, Tags.MAIN) ? 1 : 0;
        boolean beside = page.is(number, Tags.BESIDE_TEXT)
                || (page.hasFurtherAttributes(number)
                        && ROLES_BESIDE.contains(
                                page.element(number).attributes().get("role")));
        if (beside || isSeldomText(number) || isTelling(number, meaning)) {
            open.push(new Candidate(number, beside || meaning == Meaning.COMMENTS, chars));
        }
        paragraphs += page.is(number, Tags.PARAGRAPH) ? 1 : 0;
        return true;
    }

    @Override
    public void leave(int number) {
        paragraphs -= page.is(number, Tags.PARAGRAPH) ? 1 : 0;
        mains -= page.is(number, Tags.MAIN) ? 1 : 0;
        if (!open.isEmpty() && open.getFirst().element == number) {
            Candidate candidate = open.pop();
            candidate.chars += chars;
            candidates.add(candidate);
        }
    }

    private boolean isSeldomText(int number) {
        if (page.is(number, Tags.SELDOM_TEXT)) {
            return page.is(number, Tags.FIGURE)
                    ? !holds(page.element(number), "table", "blockquote")
                    : mains == 0 || !page.is(number, Tags.HEADER);
        }
        return page.hasFurtherAttributes(number)
                && isSetAside(page.element(number).attributes());
    }

    private static boolean isSetAside(Attributes attributes) {
        return attributes.hasKey("hidden")
                || "true".equals(attributes.get("aria-hidden"))
                || ROLES.contains(attributes.get("role"))
                || isHidden(attributes.get("style"));
    }

    private static boolean isHidden(String style) {
        return mayHide(style)
                && HIDING.matcher(Texts.cut(style, MAX_STYLE_CHARS)).find();
    }

    /** A cheap check before the pattern: few styles hold one of its words. */
    private static boolean mayHide(String style) {
        return style.contains("none") || style.contains("hidden") || style.contains("rect(");
    }

    private boolean isTelling(int number, Meaning meaning) {
        return telling.contains(meaning)
                && switch (meaning) {
                    case NOTHING -> false;
                    case BOILERPLATE ->
                        page.is(number, Tags.PARAGRAPH)
                                || (!page.is(number, Tags.NEVER_BOILERPLATE) && !holdsAQuote(page.element(number)));
                    case COMMENTS, CONSENT ->
                        !page.is(number, Tags.NEVER_BOILERPLATE) && !holdsAQuote(page.element(number));
                    case CAPTION -> page.is(number, Tags.PARAGRAPH) || !page.is(number, Tags.NEVER_BOILERPLATE);
                };
    }

    /** A quoted post belongs to the article, though the box around it is called social. */
    private static boolean holdsAQuote(Element element) {
        return element.nameIs("blockquote") || holds(element, "blockquote");
    }

    /** Whether one of its first children has one of these tags. */
    private static boolean holds(Element element, String... names) {
        @Nullable Element child = element.firstElementChild();
        for (int i = 0; child != null && i < 4; i++, child = child.nextElementSibling()) {
            for (String name : names) {
                if (child.nameIs(name)) {
                    return true;
                }
            }
        }
        return false;
    }
}
