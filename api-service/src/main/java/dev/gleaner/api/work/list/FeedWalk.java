package dev.gleaner.api.work.list;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the elements of a feed or a sitemap and gathers its entries: RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0, and
 * sitemaps with their indexes (sitemaps.org 0.9). Whoever reads the XML tells it what it meets, so that both readers understand
 * the same. Elements are known by their names without prefix: too many feeds have a wrong namespace, or none.
 */
final class FeedWalk {
    /** Characters of an element's text that are kept; an address or a date is shorter. */
    private static final int LONGEST_TEXT = 4_096;

    private final Deque<Open> open = new ArrayDeque<>();
    private final List<Entry> entries = new ArrayList<>();
    private final String address;
    private @Nullable Kind kind;
    private @Nullable String root;
    private @Nullable Links links;
    private int entryDepth;

    /** @param address of the file, which relative addresses are resolved against */
    FeedWalk(String address) {
        this.address = address;
    }

    /** What it walks through, by the name of the outermost element. */
    private enum Kind {
        RSS("item"),
        ATOM("entry"),
        SITEMAP("url"),
        INDEX("sitemap");

        private final String entry;

        Kind(String entry) {
            this.entry = entry;
        }

        static @Nullable Kind of(String root) {
            return switch (root) {
                case "rss", "rdf" -> RSS;
                case "feed" -> ATOM;
                case "urlset" -> SITEMAP;
                case "sitemapindex" -> INDEX;
                default -> null;
            };
        }
    }

    /** What an element says of itself. */
    @FunctionalInterface
    interface Attributes {
        /** By qualified name; null for none. */
        @Nullable
        String value(String name);
    }

    /** An element that is open. */
    private record Open(String name, String prefix, String base, Attributes attributes, StringBuilder text) {}

    /**
     * An element begins.
     *
     * @param qualified name with its prefix, if it has one
     */
    void start(String qualified, Attributes attributes) {
        int colon = qualified.indexOf(':');
        String prefix = colon < 0 ? "" : qualified.substring(0, colon).toLowerCase(Locale.ROOT);
        String name = qualified.substring(colon + 1).toLowerCase(Locale.ROOT);
        Open parent = open.peek();
        String base = parent == null ? address : parent.base;
        String own = attributes.value("xml:base");
        open.push(new Open(
                name, prefix, own == null ? base : References.resolved(base, own), attributes, new StringBuilder()));
        if (root == null) {
            root = name;
            kind = Kind.of(name);
        } else if (links == null && kind != null && name.equals(kind.entry)) {
            links = new Links(attributes.value("rdf:about"));
            entryDepth = open.size();
        }
    }

    void text(String text) {
        Open element = open.peek();
        if (element != null && links != null && element.text.length() < LONGEST_TEXT) {
            element.text.append(text, 0, Math.min(text.length(), LONGEST_TEXT));
        }
    }

    void end() {
        Open element = open.pop();
        if (links == null) {
            return;
        }
        if (open.size() == entryDepth) {
            links.child(element);
        } else if (open.size() == entryDepth - 1) {
            links.entry(element.base).ifPresent(entries::add);
            links = null;
        } else if (element.name.equals("publication_date")) {
            links.published = element.text.toString();
        }
    }

    /**
     * What was found.
     *
     * @param damaged whether it could not be read to its end
     */
    ListFile found(boolean damaged) {
        if (kind == null) {
            return new ListFile.NoList("is XML, but neither a feed nor a sitemap: its outermost element is "
                    + (root == null ? "missing" : shown(root)));
        }
        return kind == Kind.INDEX ? new ListFile.Index(entries, damaged) : new ListFile.Entries(entries, damaged);
    }

    /** The file ends within its outermost element: the last entry may have lost a part of its address. */
    void forgetLast() {
        if (!entries.isEmpty()) {
            entries.removeLast();
        }
    }

    /** Whether anything is known of what it is. */
    boolean knowsWhat() {
        return kind != null;
    }

    /** Name of the outermost element, as it would be closed. */
    @Nullable
    String root() {
        return root;
    }

    private static String shown(String name) {
        return "<" + name.replaceAll("[^a-z0-9_.-]", "?").substring(0, Math.min(name.length(), 40)) + ">";
    }

    /** What an entry says of its address, best first. */
    private static final class Links {
        private @Nullable String original;
        private @Nullable String link;
        private @Nullable String alternate;
        private boolean alternateIsHtml;
        private @Nullable String permalink;
        private @Nullable String about;
        private @Nullable String published;
        private @Nullable String updated;

        Links(@Nullable String about) {
            this.about = about;
        }

        private void child(Open element) {
            String text = element.text.toString().strip();
            switch (element.name) {
                // The article itself, where the link leads through a counter.
                case "origlink" -> original = orKept(text, original);
                case "loc" -> link = element.prefix.isEmpty() || link == null ? orKept(text, link) : link;
                case "link" -> link(element, text);
                case "guid" -> {
                    String permanent = element.attributes.value("isPermaLink");
                    if (!"false".equalsIgnoreCase(permanent) && References.isAbsolute(text)) {
                        permalink = text;
                    }
                }
                case "id" -> {
                    if (References.isAbsolute(text)) {
                        permalink = text;
                    }
                }
                case "lastmod", "updated", "modified" -> updated = orKept(text, updated);
                case "pubdate", "date", "published", "issued" -> published = orKept(text, published);
                default -> {}
            }
        }

        /** The page of an entry is its alternate, not the feed itself, a sound or what it answers to (RFC 4287, 4.2.7.2). */
        private void link(Open element, String text) {
            String href = element.attributes.value("href");
            if (href == null) {
                link = link == null || element.prefix.isEmpty() ? orKept(text, link) : link;
                return;
            }
            String relation = element.attributes.value("rel");
            String type = element.attributes.value("type");
            boolean html = type == null || type.toLowerCase(Locale.ROOT).contains("html");
            if ((relation == null || relation.equalsIgnoreCase("alternate"))
                    && (alternate == null || (html && !alternateIsHtml))) {
                alternate = References.resolved(element.base, href);
                alternateIsHtml = html;
            }
        }

        private Optional<Entry> entry(String base) {
            String found = firstOf(original, link, alternate, permalink, about);
            return found == null
                    ? Optional.empty()
                    : Optional.of(new Entry(
                            References.resolved(base, found),
                            ListDate.parse(updated)
                                    .or(() -> ListDate.parse(published))
                                    .orElse(null),
                            null));
        }

        private static @Nullable String firstOf(@Nullable String... texts) {
            for (String text : texts) {
                if (text != null) {
                    return text;
                }
            }
            return null;
        }

        private static @Nullable String orKept(String text, @Nullable String kept) {
            return text.isEmpty() ? kept : text;
        }
    }
}
