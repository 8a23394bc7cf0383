package dev.gleaner.extract.page;

/**
 * What the class and the id of an element suggest about it.
 *
 * @param body whether it is called the body of an article, whatever else it is called
 * @param date whether its class calls it a date
 * @param byline whether its class calls it a byline
 */
public record ClassHints(Meaning meaning, boolean body, boolean date, boolean byline) {
    /** Those of an element whose names suggest nothing, or that has none. */
    static final ClassHints NONE = new ClassHints(Meaning.NOTHING, false, false, false);

    /** From the weakest to the strongest; an element that is called several things is the strongest of them. */
    public enum Meaning {
        NOTHING,
        BOILERPLATE,
        CAPTION,
        COMMENTS,
        CONSENT
    }

    /** With those of the id, which says nothing about dates and bylines. */
    ClassHints withId(ClassHints id) {
        return new ClassHints(id.meaning.compareTo(meaning) > 0 ? id.meaning : meaning, body || id.body, date, byline);
    }
}
