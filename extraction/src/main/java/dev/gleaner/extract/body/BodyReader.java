package dev.gleaner.extract.body;

import dev.gleaner.extract.page.DomIndex;
import dev.gleaner.extract.page.ParsedPage;
import dev.gleaner.extract.page.ReadingGuard;
import dev.gleaner.extract.page.Texts;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Reads the body of the article from a page, with less and less pruning as long as hardly anything is found. */
public final class BodyReader {
    /** A body shorter than this may be a mistake: all paragraphs of the page are looked at, too. */
    private static final int SHORT_BODY = 250;

    /** A body shorter than this may have been cut down too much: the page is read again with less pruning. */
    private static final int SUSPECT_BODY = 1_000;

    /** Pruning that leaves less than this has taken text of the article. */
    private static final double KEPT_PART = 0.4;

    private final ParsedPage page;
    private final DomIndex index;
    private final BodyHints hints;

    private BodyReader(ParsedPage page, BodyHints hints) {
        this.page = page;
        this.index = page.index();
        this.hints = hints;
    }

    /** @param declared the text of the article as the metadata of the page repeat it */
    public static Body read(ParsedPage page, BodyHints hints, @Nullable String declared) {
        Body shown = new BodyReader(page, hints).shown();
        // A page may show a part only, and declare the whole.
        if (declared != null && declared.length() > 2 * shown.chars()) {
            Body whole = Body.of(paragraphs(declared, page.index().guard()));
            if (whole.chars() > 2 * shown.chars()) {
                return whole;
            }
        }
        return shown;
    }

    /** The body of a page that is plain text: paragraphs are separated by blank lines. */
    public static Body ofPlainText(String text) {
        return Body.of(squeezed(Arrays.stream(text.split("\\R\\s*\\R"))));
    }

    private Body shown() {
        Body found = pruned(Boilerplate.in(index));
        if (found.weight() >= SUSPECT_BODY) {
            return found;
        }
        found = better(found, pruned(Boilerplate.surely(index)), KEPT_PART);
        if (found.weight() < SHORT_BODY) {
            BitSet boilerplate = Boilerplate.byMeaning(index);
            found = better(found, pruned(boilerplate), KEPT_PART);
            found = better(found, Body.of(BodyFinder.allParagraphs(index, boilerplate, hints), index, boilerplate), 1);
        }
        if (found.weight() < SHORT_BODY) {
            found = better(found, ScriptBody.of(page, hints), KEPT_PART);
        }
        return found;
    }

    private Body pruned(BitSet boilerplate) {
        return Body.of(BodyFinder.paragraphs(index, boilerplate, hints), index, boilerplate);
    }

    /** The other, if what was found is less than a part of it. */
    private static Body better(Body found, Body other, double part) {
        return found.weight() < other.weight() * part ? other : found;
    }

    private static List<String> paragraphs(String declared, ReadingGuard guard) {
        String text = declared.contains("</") ? ParsedPage.text(declared, guard) : declared;
        return squeezed(Arrays.stream(Parser.unescapeEntities(text, false).split("\\R")));
    }

    private static List<String> squeezed(Stream<String> paragraphs) {
        return paragraphs.map(Texts::squeezed).filter(text -> !text.isEmpty()).toList();
    }
}
