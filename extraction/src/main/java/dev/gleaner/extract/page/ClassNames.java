package dev.gleaner.extract.page;

import dev.gleaner.extract.page.ClassHints.Meaning;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads class and id attributes into {@link ClassHints}. It goes word by word: a pattern of this length costs ten times as
 * much.
 */
final class ClassNames {
    /** A class attribute can be megabytes long. */
    private static final int MAX_CHARS = 500;

    private static final int SHORT_WORD = 3;

    /** Words of this length or more are also looked up by their first letters. */
    private static final int PREFIX = 5;

    /** In a longer class attribute, dates and bylines are not looked for. */
    private static final int MOST_SPECIAL = 200;

    private static final int BOILERPLATE = 1;
    private static final int CAPTION = 1 << 1;
    private static final int COMMENTS = 1 << 2;
    private static final int CONSENT = 1 << 3;
    private static final int QUALIFIER = 1 << 4;
    private static final int READING = 1 << 5;
    private static final int FURTHER = 1 << 6;
    private static final int PICTURE = 1 << 7;
    private static final int ABOUT_PICTURE = 1 << 8;
    private static final int TEXT = 1 << 9;
    private static final int BODY = 1 << 10;
    private static final int WIDGET = 1 << 11;

    /** Set for every word, known or not. */
    private static final int WORD = 1 << 12;

    /** Names of which neither word says anything by itself: qc-cmp, sr-only, screen-reader. */
    private static final int FIRST_OF_PAIR = 1 << 13;

    private static final int SECOND_OF_PAIR = 1 << 14;
    private static final int QC_CMP = 1 << 15;
    private static final int SR_ONLY = 1 << 16;
    private static final int SCREEN_READER = 1 << 17;
    private static final int PAIRS = QC_CMP | SR_ONLY | SCREEN_READER;

    /** Only for whole words, not for parts of camel case. */
    private static final int DATE = 1 << 18;

    private static final int BYLINE = 1 << 19;

    /** What a word says alone, or together with the one before it. */
    private static final WordTable WORDS = new WordTable.Builder()
            .say(
                    BOILERPLATE,
                    "ad ads banner popup modal overlay lightbox respond reply share sharing shares sharedaddy follow addthis "
                            + "outbrain taboola trending popular mostread signup login register breadcrumb breadcrumbs "
                            + "pagination pager menu nav navbar navigation navigasyon sidebar footer masthead toolbar tooltip "
                            + "popover rollover flyout byline author authors authorbox bio dateline timestamp tags taglist "
                            + "keywords gallery slideshow carousel print hidden skip disclaimer toc factbox faktaboks infobox")
            .say(CAPTION, "caption captions credit credits copyright figcaption bildunterschrift bildtext")
            .say(COMMENTS, "comment comments disqus kommentare commentlist")
            .say(CONSENT, "consent gdpr usercentrics truste")
            .say(QUALIFIER, "has with no without not")
            .say(READING, "read see more most also")
            .say(FURTHER, "more also next stories articles news read popular")
            .say(PICTURE, "image img photo picture pic bild media figure")
            .say(ABOUT_PICTURE, "caption description desc info credit copyright source legend")
            .say(TEXT, "article story post entry content main body")
            .say(BODY, "body content text")
            .say(WIDGET, "widget")
            .say(FIRST_OF_PAIR | QC_CMP, "qc")
            .say(SECOND_OF_PAIR | QC_CMP, "cmp")
            .say(FIRST_OF_PAIR | SR_ONLY, "sr")
            .say(SECOND_OF_PAIR | SR_ONLY, "only")
            .say(FIRST_OF_PAIR | SCREEN_READER, "screen")
            .say(SECOND_OF_PAIR | SCREEN_READER, "reader")
            .say(DATE, "date datum published posted timestamp pubdate fecha")
            .say(BYLINE, "byline author authors autor auteur")
            .build();

    /** Words that begin with one of these five letters: advertisement, sponsored, recommended, recirculation. */
    private static final WordTable PREFIXES = new WordTable.Builder()
            .say(BOILERPLATE, "adver spons promo socia relat recom recir tease newsl subsc")
            .say(CONSENT, "cooki onetr didom")
            .build();

    private static final int SHORTEST_BYLINE_NAME = 9;

    /** Prefixes of words that call something a byline. */
    private static final List<String> BYLINE_NAMES =
            List.of("bylinename", "authorname", "authorsname", "autorname", "auteurname");

    /** Names repeat: a page of thousands of elements has some hundred different ones. */
    private final Map<String, ClassHints> known = new HashMap<>();

    /** From the values of both attributes; empty if an attribute is missing. */
    ClassHints hints(String classes, String id) {
        ClassHints ofClasses = hints(classes);
        return id.isEmpty() ? ofClasses : ofClasses.withId(hints(id));
    }

    private ClassHints hints(String names) {
        return names.isEmpty() ? ClassHints.NONE : known.computeIfAbsent(names, ClassNames::read);
    }

    private static ClassHints read(String names) {
        return new Reading(names).hints();
    }

    /** Reads one attribute, word by word. Borders separate words; between two borders, so do the humps of camel case. */
    private static final class Reading {
        private final String text;
        private final boolean maybeSpecial;
        private Meaning strongest = Meaning.NOTHING;
        private boolean body;
        private int special;

        /** What the previous word of the same name says; 0 if there is none. */
        private int before;

        private int start;
        private int hash;
        private int hashOfPrefix;

        /** The index after the last border. */
        private int wholeStart;

        Reading(String names) {
            text = Texts.cut(names, MAX_CHARS);
            maybeSpecial = names.length() < MOST_SPECIAL;
        }

        ClassHints hints() {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (isBorder(c)) {
                    endWhole(i);
                    before = c <= ' ' ? 0 : before; // pairs are within one name
                    begin(i + 1);
                    wholeStart = i + 1;
                } else {
                    if (i > start && Character.isUpperCase(c) && Character.isLowerCase(text.charAt(i - 1))) {
                        end(i, false);
                        begin(i);
                    }
                    hash = WordTable.hash(hash, c);
                    hashOfPrefix = i - start < PREFIX ? hash : hashOfPrefix;
                }
            }
            endWhole(text.length());
            boolean date = maybeSpecial && (special & DATE) != 0;
            boolean byline = maybeSpecial && (special & BYLINE) != 0;
            return strongest == Meaning.NOTHING && !body && !date && !byline
                    ? ClassHints.NONE
                    : new ClassHints(strongest, body, date, byline);
        }

        private void begin(int at) {
            start = at;
            hash = 0;
        }

        private void endWhole(int at) {
            if (at > start) {
                end(at, true);
            }
            if (at > wholeStart) {
                special |= start == wholeStart ? before : WORDS.of(text, wholeStart, at);
                special |= isBylineName(text, wholeStart, at) ? BYLINE : 0;
            }
        }

        private void end(int at, boolean border) {
            int said = WORDS.of(text, start, at, hash);
            // Made-up names such as n1AuAdJlVL hold short words, but only in their middle.
            if (at - start > SHORT_WORD || border || start == wholeStart) {
                Meaning meaning = meaning(at, said);
                strongest = meaning.compareTo(strongest) > 0 ? meaning : strongest;
            }
            body |= (before & TEXT) != 0 && (said & BODY) != 0;
            before = said | WORD;
        }

        /** What the word that ends here means, alone and together with the one before it. */
        private Meaning meaning(int at, int said) {
            if ((before & QUALIFIER) != 0) {
                return Meaning.NOTHING; // what has a caption is none
            }
            if ((said & CONSENT) != 0) {
                return Meaning.CONSENT;
            }
            if ((said & COMMENTS) != 0) {
                return Meaning.COMMENTS;
            }
            if ((said & CAPTION) != 0 || ((before & PICTURE) != 0 && (said & ABOUT_PICTURE) != 0)) {
                return Meaning.CAPTION;
            }
            boolean boilerplate = (said & BOILERPLATE) != 0
                    || ((before & READING) != 0 && (said & FURTHER) != 0)
                    // as WordPress calls what stands beside an article
                    || ((said & WIDGET) != 0 && ((before & WORD) == 0 || (before & PICTURE) != 0))
                    || ((before & FIRST_OF_PAIR) != 0 && (said & SECOND_OF_PAIR) != 0 && (before & said & PAIRS) != 0);
            if (boilerplate) {
                return Meaning.BOILERPLATE;
            }
            return switch (at - start < PREFIX ? 0 : PREFIXES.of(text, start, start + PREFIX, hashOfPrefix)) {
                case BOILERPLATE -> Meaning.BOILERPLATE;
                case CONSENT -> Meaning.CONSENT;
                default -> Meaning.NOTHING;
            };
        }
    }

    private static boolean isBylineName(String text, int from, int to) {
        if (to - from < SHORTEST_BYLINE_NAME || "aAbB".indexOf(text.charAt(from)) < 0) {
            return false;
        }
        for (String name : BYLINE_NAMES) {
            if (text.regionMatches(true, from, name, 0, name.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBorder(char c) {
        return c <= ' ' || c == '-' || c == '_'; // not the colon of md:hidden
    }
}
