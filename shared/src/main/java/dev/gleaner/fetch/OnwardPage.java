package dev.gleaner.fetch;

import dev.gleaner.fetch.MarkupTags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A page that has nothing to say but where its reader is to go: it refreshes to another address after a moment, and holds
 * hardly any text besides its links. Where no page can be told from one that also refreshes now and then, it stays.
 */
final class OnwardPage {
    /** Pages that are to be read refresh after a minute and more; those that only lead on give a few seconds. */
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(15);

    /** In bytes, letters only, without links and the frame of the site: a short paragraph, or two sentences of excuse. */
    private static final int MOST_TEXT = 400;

    /** A page of more bytes is not looked at. */
    private static final int MOST_BYTES = 1 << 20;

    private static final String REFRESH = "refresh";

    /** Where the reader of a page is asked to click, told that scripts are missing, or shown the frame of the site. */
    private static final Set<String> NO_TEXT =
            Set.of("a", "nav", "header", "footer", "aside", "button", "noscript", "select", "svg", "template");

    private OnwardPage() {}

    /**
     * Where the page leads on.
     *
     * @param markup whether it may declare something itself
     * @param header the {@code Refresh} of the answer; null if there is none
     * @return the reference as it is written, from the base of the page, if it names one, and of the answer
     */
    static Optional<Reference> of(byte[] body, boolean markup, @Nullable String header) {
        if (body.length > MOST_BYTES || (header == null && !(markup && mentionsRefresh(body)))) {
            return Optional.empty();
        }
        Walk walk = new Walk(new String(body, StandardCharsets.ISO_8859_1), markup);
        walk.declared = header == null ? null : Refresh.parse(header);
        new MarkupTags(walk.page).walk(walk);
        Refresh refresh = walk.declared;
        return refresh == null || walk.hasText() || refresh.delay().compareTo(LONGEST_DELAY) > 0
                ? Optional.empty()
                : Optional.of(new Reference(
                        AnswerHeaders.reference(refresh.reference()),
                        walk.base == null ? null : AnswerHeaders.reference(walk.base)));
    }

    /**
     * Where to go.
     *
     * @param base that it starts from; null for the address of the page
     */
    record Reference(String reference, @Nullable String base) {}

    /** Nearly no page does, and it spares the walk. */
    private static boolean mentionsRefresh(byte[] body) {
        int last = body.length - REFRESH.length();
        for (int i = 0; i <= last; i++) {
            int matched = 0;
            while (matched < REFRESH.length() && (body[i + matched] | 0x20) == REFRESH.charAt(matched)) {
                matched++;
            }
            if (matched == REFRESH.length()) {
                return true;
            }
        }
        return false;
    }

    private static final class Walk implements MarkupTags.Visitor {
        private final String page;
        private final Map<String, Integer> silent = new HashMap<>();
        private @Nullable Refresh declared;
        private @Nullable String base;
        private final boolean markup;
        private int letters;

        Walk(String page, boolean markup) {
            this.page = page;
            this.markup = markup;
        }

        @Override
        public void opened(String name, Tag tag) {
            if (name.equals("meta") && declared == null && markup) {
                Map<String, String> attributes = tag.attributes();
                @Nullable String content = attributes.get("content");
                if (content != null && REFRESH.equalsIgnoreCase(attributes.get("http-equiv"))) {
                    declared = Refresh.parse(content);
                }
            } else if (name.equals("base") && base == null) {
                base = tag.attributes().get("href");
            } else if (name.equals("a")) {
                silent.put(name, 1); // a link ends the one before it
            } else if (NO_TEXT.contains(name)) {
                silent.merge(name, 1, Integer::sum);
            }
        }

        @Override
        public void closed(String name) {
            silent.computeIfPresent(name, (ignored, open) -> open == 1 ? null : open - 1);
        }

        @Override
        public void text(int start, int end) {
            for (int i = start; silent.isEmpty() && i < end && !hasText(); i++) {
                letters += isLetter(page.charAt(i)) ? 1 : 0;
            }
        }

        @Override
        public boolean hasSeenEnough() {
            return hasText();
        }

        boolean hasText() {
            return letters > MOST_TEXT;
        }

        private static boolean isLetter(char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
        }
    }
}
