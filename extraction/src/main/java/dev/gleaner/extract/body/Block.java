package dev.gleaner.extract.body;

import dev.gleaner.extract.page.Texts;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jspecify.annotations.Nullable;

/**
 * A run of text between two boundaries of blocks: a paragraph, a heading, a list item, a table cell.
 *
 * @param holder the element that it stands in
 * @param weight its length, comparable between scripts
 * @param linkShare the part of its characters that are links, 0 to 1
 * @param inHeader whether it stands in the header of an article, beside dates and names
 * @param article the innermost {@code article} around it
 * @param words the text nodes and line breaks that it was made of
 * @param firstWord the number of the first of them in the outline of the page
 */
public record Block(
        Element holder,
        String text,
        int weight,
        double linkShare,
        Kind kind,
        boolean inHeader,
        @Nullable Element article,
        List<Node> words,
        int firstWord) {
    /** A lead has at least this weight; what is shorter is a date, a name or a label. */
    private static final int MIN_LEAD = 70;

    private static final int MIN_SENTENCE = 20;

    public enum Kind {
        TEXT,
        HEADING,
        ITEM
    }

    boolean isHeading(String heading) {
        return kind == Kind.HEADING && text.equalsIgnoreCase(heading);
    }

    /** Whether it may introduce an article. */
    boolean isLead() {
        return kind != Kind.ITEM && weight >= MIN_LEAD && linkShare < 0.3 && isSentence();
    }

    /** Whether it reads like a sentence rather than like a label. */
    boolean isSentence() {
        char last = text.charAt(text.length() - 1);
        return ENDS.indexOf(last) >= 0
                ? text.length() >= MIN_SENTENCE
                // Thai and its neighbours end a sentence with a space, or with nothing.
                : text.length() >= 2 * MIN_SENTENCE && Texts.isWithoutSpaces(last);
    }

    private static final String ENDS = ".!?…。！？:;\"”»’“')]।؟۔｡」』";
}
