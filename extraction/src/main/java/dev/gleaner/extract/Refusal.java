package dev.gleaner.extract;

import dev.gleaner.extract.Extraction.NoArticle;
import dev.gleaner.extract.body.Block;
import dev.gleaner.extract.body.Body;
import dev.gleaner.extract.page.Texts;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;

/** Says why a page with hardly any text is no article. Asked only then, so that no word of an article can refuse it. */
final class Refusal {
    /** In chars; only a page with less text than this is refused for what it says. */
    private static final int MAX_TEXT = 600;

    private static final int MANY_LINKS = 30;
    private static final int MANY_TEASERS = 6;
    private static final double LINKED = 0.8;

    /** The text of a teaser, as {@link Texts#weight} counts; the paragraphs between two headings of an article have more. */
    private static final int TEASER_WEIGHT = 320;

    private static final int LOADER_CHARS = 20_000;
    private static final int MOST_HINTS = 20;
    private static final int MAX_HINT = 2_000;

    private static final Pattern CHALLENGE = Pattern.compile(
            "(?i)just a moment|checking your browser|verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot|captcha|attention required|access (?:to this page has been )?denied|unusual traffic|enable javascript and cookies to continue|ddos protection|pardon our interruption");
    private static final Pattern CONSENT = Pattern.compile(
            "(?i)before you continue|we (?:and our partners )?(?:use|value|process).{0,60}(?:cookies|privacy|data)|(?:accept|agree).{0,40}cookies|cookie[- ]einstellungen|mit werbung (?:und tracking )?(?:weiter)?lesen|zustimm.{0,40}cookies|stimmen sie.{0,40}cookies|accepter.{0,30}cookies|aceptar.{0,30}cookies");
    private static final Pattern NOT_FOUND = Pattern.compile(
            "(?i)\\b404\\b|(?:page|article|story|content)[^.]{0,30} (?:not|cannot be|could not be|can't be|no longer) (?:be )?(?:found|available|exists?)|seite (?:wurde )?nicht gefunden|page (?:non trouvée|introuvable)|página no encontrada|pagina non trovata|página não encontrada|pagina niet gevonden");
    private static final Pattern NEEDS_SCRIPT = Pattern.compile(
            "(?i)(?:enable|activate|turn on|requires?|need)[^.]{0,40}javascript|javascript[^.]{0,40}(?:disabled|enable|required|aktivieren)|activer javascript");

    private Refusal() {}

    /** Whether a short text that was found is only the wall in front of an article. */
    static boolean isWall(String title, String content) {
        return content.length() < MAX_TEXT
                && (CHALLENGE.matcher(title).find()
                        || NOT_FOUND.matcher(title).find()
                        || (content.length() < MAX_TEXT / 2
                                && (CHALLENGE.matcher(content).find()
                                        || NOT_FOUND.matcher(content).find()
                                        || NEEDS_SCRIPT.matcher(content).find()
                                        || CONSENT.matcher(content).find())));
    }

    /**
     * Whether what was found are the teasers of a list: a row of headings that are links, each with a line or two. Asked only
     * of pages that do not declare an article, since a list of seven products may look the same.
     */
    static boolean isIndex(Body body) {
        long headings = 0;
        long links = 0;
        int weight = 0;
        for (Block block : body.blocks()) {
            if (block.kind() == Block.Kind.HEADING) {
                headings++;
                links += block.linkShare() > LINKED ? 1 : 0;
            } else {
                weight += Texts.weight(block.text());
            }
        }
        return links >= MANY_TEASERS && links >= headings * LINKED && weight < links * TEASER_WEIGHT;
    }

    static NoArticle noArticle() {
        return new NoArticle(RefusalCode.NO_ARTICLE, "The page holds no article text");
    }

    static NoArticle index() {
        return new NoArticle(RefusalCode.INDEX_PAGE, "The page lists links and has no text of its own");
    }

    static NoArticle of(Document page, String title) {
        String text = Texts.cut(page.body().text(), 20_000);
        String start = title + "\n" + Texts.cut(page.title(), MAX_HINT) + "\n" + Texts.cut(text, 2_000);
        if (CHALLENGE.matcher(start).find()) {
            return new NoArticle(RefusalCode.CHALLENGE_PAGE, "The site asks for a proof of being human");
        }
        if (CONSENT.matcher(start).find()) {
            return new NoArticle(RefusalCode.CONSENT_WALL, "The site shows its text only after consent to cookies");
        }
        if (NOT_FOUND.matcher(start).find()) {
            return new NoArticle(RefusalCode.SOFT_NOT_FOUND, "The page says that there is no such page");
        }
        String hint = start + " " + hints(page);
        if (NEEDS_SCRIPT.matcher(hint).find() || (text.length() < 200 && scriptChars(page) > LOADER_CHARS)) {
            return new NoArticle(RefusalCode.NEEDS_JAVASCRIPT, "The page loads its text by JavaScript");
        }
        if (page.select("a[href]").size() >= MANY_LINKS) {
            return index();
        }
        return noArticle();
    }

    /** What the first parts for browsers without JavaScript say: each may hold the next, down to the end of the page. */
    private static String hints(Document page) {
        return page.select("noscript").stream()
                .limit(MOST_HINTS)
                .map(hint -> Texts.cut(hint.text(), MAX_HINT))
                .collect(Collectors.joining(" "));
    }

    private static int scriptChars(Document page) {
        return page.select("script").stream()
                .mapToInt(script -> script.data().length())
                .sum();
    }
}
