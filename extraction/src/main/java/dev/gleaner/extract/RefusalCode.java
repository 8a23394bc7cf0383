package dev.gleaner.extract;

/** Why a page holds no article. */
public enum RefusalCode {
    /** The page was read, and holds no article. */
    NO_ARTICLE,
    /** The site asks its visitor to prove being human instead of showing the page. */
    CHALLENGE_PAGE,
    /** The site shows nothing before its visitor consents to cookies. */
    CONSENT_WALL,
    /** The page says that it does not exist, although its HTTP status says that it does. */
    SOFT_NOT_FOUND,
    /** The page lists links to articles and has no text of its own. */
    INDEX_PAGE,
    /** The text is loaded by JavaScript, which is not run. */
    NEEDS_JAVASCRIPT,
    /** The page has more tags than are read. */
    TOO_LARGE,
    /** Reading the page took longer than it may. */
    EXTRACTION_TIMEOUT
}
