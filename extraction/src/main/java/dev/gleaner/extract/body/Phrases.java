package dev.gleaner.extract.body;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Lines that pages put into and behind articles without being part of them, in the languages of most news sites. */
final class Phrases {
    /** Longer texts have more to say than an invitation. */
    private static final int MAX_INVITATION = 320;

    private static final Set<String> LABELS = Set.of(
            "advertisement",
            "advertisment",
            "advert",
            "ad",
            "sponsored",
            "story continues below advertisement",
            "article continues below",
            "anzeige",
            "werbung",
            "publicidad",
            "publicité",
            "pubblicità",
            "publicidade",
            "reklam",
            "reklama",
            "reklame",
            "annonse",
            "annonce",
            "annons",
            "advertentie",
            "реклама",
            "広告",
            "广告",
            "광고",
            "trending",
            "trending now",
            "read more",
            "read also",
            "see also",
            "weiterlesen",
            "lesen sie auch",
            "mehr zum thema",
            "lire aussi",
            "leer más",
            "lea también",
            "leggi anche",
            "leia também",
            "lees ook",
            "læs også",
            "les også",
            "läs också",
            "czytaj więcej",
            "czytaj także",
            "share this",
            "share",
            "table of contents",
            "inhaltsverzeichnis");

    private static final Pattern INVITATION = Pattern.compile(
            "^(?:please |click |to )?(?:subscribe|sign up|follow (?:us|me|him|her|them|along|@|[\\p{L} ]{0,40} on )|join (?:us|our|the conversation)|"
                    + "like us on|find us on|click here|tap here|have a (?:tip|story|question)|got a tip|send (?:us )?(?:tips|your)|email (?:us|the author|me)|"
                    + "contact (?:us|the author)|download (?:our|the) app|get (?:the latest|our|more) |(?:read|see|view|watch) (?:more|next|also|all)\\b|"
                    + "share (?:this|on)|more from |"
                    + "published in the print edition|(?:last )?updated (?:at|on)\\b|posted (?:by|in|on)|filed under|tagged|"
                    + "for (?:all )?(?:more|the latest) (?:news|information|stories|updates)|check out (?:our|more)|support (?:our|us)|"
                    + "if you (?:like|liked|enjoyed|enjoy) this|thanks for (?:reading|subscribing)|leave a comment|comments are closed|"
                    + "abonnieren|jetzt abonnieren|folgen sie|hier (?:klicken|geht es)|lesen sie (?:auch|mehr)|mehr zum thema|quellen?:|"
                    + "suivez|abonnez-vous|lire aussi|s'abonner|inscrivez-vous|síguenos|suscr[ií]bete|lee también|lea también|iscriviti|seguici|leggi anche|"
                    + "siga |assine|leia também|inscreva-se|volg ons|lees ook|abonneer|følg |les også|læs også|följ |läs (?:också|mer)|"
                    + "czytaj (?:też|także|więcej)|подпис|читайте также|"
                    + "(?:additional |writing |editing )*report(?:ing|ed) (?:and \\w+ )?by |our standards:|.{0,60}contributed to this (?:report|story|article)|"
                    + "never miss|puede escribir|we want to hear|what do you think\\?|"
                    + "alle angaben ohne gewähr|\\(alle angaben|sie sind (?:aktuell |derzeit )?nicht (?:eingeloggt|angemeldet)|kennt ihr schon|gefällt (?:dir|ihnen)|unterstütz|"
                    + "jetzt (?:lesen|testen|bestellen|anmelden|registrieren)|noch keine bewertungen|this entry was posted|hinterlasse|\\(noch keine)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern CLOSING_HEADING = Pattern.compile(
            "^(?:related|more (?:from|on|in|about|great|stories|news|like)\\b|read (?:more|next|also)|see also|you (?:may|might) (?:also )?like|recommended|"
                    + "(?:\\d+ )?comments?\\b|leave a (?:comment|reply)|about the authors?|popular|trending|latest|most (?:read|popular)|"
                    + "what to read next|keep reading|further reading|tags|mehr zum thema|das könnte sie|weitere (?:artikel|themen|nachrichten)|kommentare?|verwandte|"
                    + "lire aussi|à lire|commentaires|sur le même|te puede interesar|comentarios|comentários|más noticias|leia (?:também|mais)|veja (?:também|mais)|"
                    + "weitere informationen|weiterführende|zum weiterlesen|neueste|über (?:den|die) autor|autor(?:in)?$|quellen\\b|meistgelesen|lesetipps?|anzeige|"
                    + "entdecke|auch interessant|empfehlungen?|teilen|leser(?:kommentare|meinung)|audios et vidéos|sur le sujet|à propos de l|"
                    + "leggi anche|commenti|potrebbe interessarti|lees ook|reacties|les også|läs (?:också|mer)|læs også|czytaj|komentarze|yorumlar|комментарии|читайте)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** Credits and captions next to a picture. Matched only against texts with a colon or a sign that is typical of them. */
    private static final Pattern CREDIT = Pattern.compile(
            "(?:^|[\\s(|/,.])(?:photos?|fotos?|images?|bild|bilder|picture|pictured|grafik|graphic|video|quelle|source|credit|screenshot)"
                    + "\\s?(?::|by )|^©|©\\s?\\p{L}|getty images|\\((?:ap|afp|dpa|reuters|epa) (?:photo|/)",
            Pattern.CASE_INSENSITIVE);

    private static final int MAX_CREDIT = 200;

    /** Requests for consent before content from elsewhere is loaded; in lower case. */
    private static final List<String> EMBED_CONSENTS = List.of(
            "an dieser stelle find",
            "empfohlener redaktioneller inhalt",
            "empfohlener externer inhalt",
            "externe inhalte",
            "externen inhalt",
            "externer inhalt",
            "ich bin damit einverstanden",
            "daten an drittplattformen",
            "mit einem klick anzeigen",
            "mit einem klick laden",
            "klick anzeigen lassen",
            "this content is hosted",
            "this content is imported",
            "this content could not be loaded",
            "this video is unavailable",
            "this video has failed to load",
            "try refreshing your browser",
            "to view this content",
            "to view this video",
            "to view this embed",
            "ce contenu est bloqué");

    private Phrases() {}

    /** A line that credits a picture, rather than a sentence about one. */
    static boolean isCredit(String text) {
        return text.length() <= MAX_CREDIT
                && mayBeCredit(text)
                && CREDIT.matcher(text).find();
    }

    private static boolean mayBeCredit(String text) {
        return text.indexOf(':') >= 0 || text.indexOf('©') >= 0 || text.indexOf('(') >= 0 || text.contains("y ");
    }

    /** A request for consent before a post or a video from elsewhere is loaded. */
    static boolean isEmbedConsent(String text) {
        if (text.length() > MAX_INVITATION) {
            return false;
        }
        String small = text.toLowerCase(Locale.ROOT);
        for (String phrase : EMBED_CONSENTS) {
            if (small.contains(phrase)) {
                return true;
            }
        }
        return false;
    }

    /** A label that says nothing by itself, wherever it stands. */
    static boolean isLabel(String text) {
        return text.length() < 40 && LABELS.contains(bare(text));
    }

    /** An invitation or imprint, which is cut off at the end of an article. */
    static boolean isInvitation(String text) {
        return text.length() <= MAX_INVITATION && INVITATION.matcher(text).find();
    }

    /** A heading that ends the article: what follows is something else. */
    static boolean isClosingHeading(String text) {
        return text.length() <= 80 && CLOSING_HEADING.matcher(text).find();
    }

    private static String bare(String text) {
        int end = text.length();
        while (end > 0 && !Character.isLetterOrDigit(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end).toLowerCase(Locale.ROOT);
    }
}
