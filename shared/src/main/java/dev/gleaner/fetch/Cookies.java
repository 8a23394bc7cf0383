package dev.gleaner.fetch;

import dev.gleaner.url.ArticleUrl;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import okhttp3.Cookie;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of one fetch, read as leniently as browsers do (RFC 6265, section 5). One that cannot be kept is passed over
 * without a word, since its value may be a secret.
 */
final class Cookies {
    /** Of one fetch, as many as a browser keeps of one domain at the least (section 6.1). */
    private static final int MOST = 50;

    /** Of name and value (section 6.1). */
    private static final int LONGEST = 4_096;

    private final InstantSource clock;
    private final List<Kept> kept = new ArrayList<>();

    /**
     * A cookie.
     *
     * @param pair name and value as the server sent them, a character for each byte
     * @param rules where it may go. Its own value is another one: the library takes ASCII only, servers send any byte
     */
    private record Kept(String name, String pair, Cookie rules) {
        boolean replaces(Kept other) {
            return name.equals(other.name)
                    && rules.domain().equals(other.rules.domain())
                    && rules.path().equals(other.rules.path());
        }
    }

    Cookies(InstantSource clock) {
        this.clock = clock;
    }

    /** Keeps what an answer sets. */
    void take(ArticleUrl url, AnswerHeaders headers) {
        headers.all("Set-Cookie").forEach(header -> take(HttpUrl.get(url.target()), header));
    }

    /** What a request to this address carries, as the value of its header. */
    Optional<String> header(ArticleUrl url) {
        HttpUrl target = HttpUrl.get(url.target());
        String pairs = kept.stream()
                .filter(cookie -> cookie.rules().matches(target))
                .sorted(Comparator.comparingInt(
                        (Kept cookie) -> -cookie.rules().path().length()))
                .map(Kept::pair)
                .collect(Collectors.joining("; "));
        return pairs.isEmpty() ? Optional.empty() : Optional.of(pairs);
    }

    private void take(HttpUrl url, String header) {
        int end = header.indexOf(';');
        String pair = end < 0 ? header : header.substring(0, end);
        int equals = pair.indexOf('=');
        String name = equals < 0 ? "" : pair.substring(0, equals).strip();
        if (name.isEmpty() || pair.length() > LONGEST || pair.chars().anyMatch(c -> c < ' ' && c != '\t')) {
            return;
        }
        @Nullable Cookie rules = Cookie.parse(url, "name=value" + (end < 0 ? "" : header.substring(end)));
        if (rules == null || !mayBeCalled(name, rules, url)) {
            return;
        }
        Kept cookie = new Kept(name, name + "=" + pair.substring(equals + 1).strip(), rules);
        kept.removeIf(cookie::replaces);
        if (rules.expiresAt() > clock.millis()) {
            kept.add(cookie);
            if (kept.size() > MOST) {
                kept.removeFirst();
            }
        }
    }

    /** Names that promise something (section 4.1.3 of its successor). */
    private static boolean mayBeCalled(String name, Cookie rules, HttpUrl url) {
        boolean secure = rules.secure() && url.isHttps();
        if (name.regionMatches(true, 0, "__Host-", 0, "__Host-".length())) {
            return secure && rules.hostOnly() && rules.path().equals("/");
        }
        return !name.regionMatches(true, 0, "__Secure-", 0, "__Secure-".length()) || secure;
    }
}
