package dev.gleaner.consumer.politeness;

import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRule;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads of a robots.txt what holds for us, and writes it as a text of its own: of a file of half a megabyte mostly a few
 * lines are left. Groups for others, sitemaps, comments and rules that are there twice go.
 */
final class RobotsReader {
    /** Addresses of sitemaps would be read as seen from here. */
    private static final String SOMEWHERE = "http://site.invalid/robots.txt";

    private final Product product;

    RobotsReader(Product product) {
        this.product = product;
    }

    Product product() {
        return product;
    }

    /** @param text each byte of the file as one character */
    SimpleRobotRules read(String text) {
        // A parser of its own, as it counts warnings; the longest delay, for beyond its limit it would forbid
        // everything.
        SimpleRobotRulesParser parser = new SimpleRobotRulesParser(Long.MAX_VALUE, 0);
        return lean(parser.parseContent(
                SOMEWHERE, text.getBytes(StandardCharsets.ISO_8859_1), "text/plain", List.of(product.name())));
    }

    /** The rules alone: what the parser returns holds on to every sitemap that the file names. */
    private static SimpleRobotRules lean(SimpleRobotRules parsed) {
        SimpleRobotRules rules = new SimpleRobotRules(
                parsed.isAllowNone()
                        ? RobotRulesMode.ALLOW_NONE
                        : parsed.isAllowAll() ? RobotRulesMode.ALLOW_ALL : RobotRulesMode.ALLOW_SOME);
        Set<String> seen = new TreeSet<>();
        for (RobotRule rule : parsed.getRobotRules()) {
            // A rule without a path allows everything, as no rule does.
            if (!rule.getPrefix().isEmpty() && seen.add(line(rule))) {
                rules.addRule(rule.getPrefix(), rule.isAllow());
            }
        }
        rules.setCrawlDelay(parsed.getCrawlDelay());
        return rules;
    }

    /**
     * The same rules in as few words as they need, in ASCII; empty if the parser would judge by that text otherwise.
     *
     * @param rules of a text that was read here
     */
    Optional<String> reduced(SimpleRobotRules rules) {
        StringBuilder text =
                new StringBuilder("User-agent: ").append(product.name()).append('\n');
        lines(rules).forEach(line -> text.append(line).append('\n'));
        if (rules.getCrawlDelay() > 0) {
            text.append("Crawl-delay: ")
                    .append(BigDecimal.valueOf(rules.getCrawlDelay(), 3).toPlainString())
                    .append('\n');
        }
        String reduced = text.toString();
        return alike(rules, read(reduced)) ? Optional.of(reduced) : Optional.empty();
    }

    /**
     * The parser lets the longest rule decide, whatever their order. Sorted and not hashed: the author of a file may choose
     * rules that all have one hash.
     */
    private static Set<String> lines(SimpleRobotRules rules) {
        Set<String> lines = new TreeSet<>();
        rules.getRobotRules().forEach(rule -> lines.add(line(rule)));
        return lines;
    }

    private static String line(RobotRule rule) {
        return (rule.isAllow() ? "Allow: " : "Disallow: ") + rule.getPrefix();
    }

    private static boolean alike(SimpleRobotRules rules, SimpleRobotRules others) {
        return rules.isAllowNone() == others.isAllowNone()
                && rules.getCrawlDelay() <= 0 == others.getCrawlDelay() <= 0
                && (rules.getCrawlDelay() <= 0 || rules.getCrawlDelay() == others.getCrawlDelay())
                && lines(rules).equals(lines(others));
    }
}
