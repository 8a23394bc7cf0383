package dev.gleaner.api.outputs;

import dev.gleaner.job.OutputOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A template of file names, with folders parted by slashes. */
final class FileTemplate {
    /** Characters of a template. */
    static final int LONGEST = 200;

    /** Every other file of the folder begins otherwise. */
    static final String SUMMARY = "summary_report";

    private static final int MOST_FOLDERS = 8;
    private static final Pattern BRACED = Pattern.compile("\\{[^{}]*}");

    /** What Windows does not take in names, the slash aside. */
    private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cntrl}\\\\:*?\"<>|]");

    private final List<String> segments;
    private final String extension;

    private FileTemplate(List<String> segments, String extension) {
        this.segments = segments;
        this.extension = extension;
    }

    /** That of an order; one without a template has the usual one of its split. */
    static FileTemplate of(OutputOrder order) {
        String text = order.fileName() == null
                ? switch (order.split()) {
                    case RUN -> "{schedule}/{job_id}_run{run}";
                    case HOST -> "{schedule}/{job_id}_run{run}/{host}";
                    case ARTICLE -> "{schedule}/{job_id}_run{run}/{article_id}";
                }
                : order.fileName();
        return new FileTemplate(List.of(text.split("/", -1)), extension(order.format()));
    }

    private static String extension(OutputOrder.Format format) {
        return switch (format) {
            case JSON -> ".json";
            case NDJSON -> ".ndjson";
            case CSV -> ".csv";
            case MARKDOWN -> ".md";
        };
    }

    /** Why a text is no template for this split; empty if it is one. */
    static Optional<String> fault(String text, OutputOrder.Split split) {
        if (text.isBlank() || text.length() > LONGEST) {
            return Optional.of("must be a text of 1 to %d characters".formatted(LONGEST));
        }
        List<String> placeholders =
                BRACED.matcher(text).results().map(MatchResult::group).toList();
        for (String placeholder : placeholders) {
            if (Placeholder.of(placeholder).isEmpty()) {
                // Not repeated as it is: what stands there may be anything.
                return Optional.of("has an unknown placeholder; there are " + Placeholder.all());
            }
        }
        String literal = BRACED.matcher(text).replaceAll("x");
        if (literal.indexOf('{') >= 0 || literal.indexOf('}') >= 0) {
            return Optional.of("has a brace without another");
        }
        if (FORBIDDEN.matcher(literal).find()) {
            return Optional.of("must not hold control characters or any of \\ : * ? \" < > |");
        }
        if (literal.startsWith("/")) {
            return Optional.of("must be relative to OUTPUT_DIR");
        }
        String[] segments = literal.split("/", -1);
        if (segments.length > MOST_FOLDERS) {
            return Optional.of("has more than %d folders".formatted(MOST_FOLDERS - 1));
        }
        for (String segment : segments) {
            if (segment.isBlank()
                    || segment.startsWith(".")
                    || segment.endsWith(".")
                    || !segment.equals(segment.strip())) {
                return Optional.of("has a folder or name that is empty, or begins or ends with a dot or a blank");
            }
            if (SafeName.isReserved(segment)) {
                return Optional.of("has a name that Windows keeps for devices");
            }
        }
        if (segments[segments.length - 1].toLowerCase(Locale.ROOT).startsWith(SUMMARY)) {
            return Optional.of("must not begin with %s, as the reports do".formatted(SUMMARY));
        }
        return distinction(placeholders, split);
    }

    /** Files of one run must not have the same name. */
    private static Optional<String> distinction(List<String> placeholders, OutputOrder.Split split) {
        boolean host = placeholders.contains(Placeholder.HOST.text());
        boolean article = placeholders.contains(Placeholder.ARTICLE_ID.text());
        return switch (split) {
            case RUN ->
                host || article
                        ? Optional.of("has {host} or {article_id}, but one file holds all of a run")
                        : Optional.empty();
            case HOST ->
                article
                        ? Optional.of("has {article_id}, but a file holds all of a host")
                        : host ? Optional.empty() : Optional.of("needs {host}, else all hosts have one file");
            case ARTICLE ->
                article ? Optional.empty() : Optional.of("needs {article_id}, else all articles have one file");
        };
    }

    /** The folders and the name that these values make; every part of it can be made on any system. */
    List<String> render(Map<Placeholder, String> values) {
        List<String> rendered = new ArrayList<>();
        for (int i = 0; i < segments.size() - 1; i++) {
            rendered.add(SafeName.ofSegment(fill(segments.get(i), values), ""));
        }
        String name = fill(segments.getLast(), values);
        if (name.toLowerCase(Locale.ROOT).endsWith(extension)) {
            name = name.substring(0, name.length() - extension.length());
        }
        if (name.toLowerCase(Locale.ROOT).startsWith(SUMMARY)) {
            name = "_" + name;
        }
        rendered.add(SafeName.ofSegment(name, extension));
        return rendered;
    }

    /** The folder that the reports lie in: the deepest one that all runs have in common. */
    List<String> summaryFolder(Map<Placeholder, String> values) {
        List<String> folder = new ArrayList<>();
        for (String segment : segments.subList(0, segments.size() - 1)) {
            boolean common = Arrays.stream(Placeholder.values())
                    .noneMatch(one -> one.isOfTheRun() && segment.contains(one.text()));
            if (!common) {
                break;
            }
            folder.add(SafeName.ofSegment(fill(segment, values), ""));
        }
        return folder;
    }

    private static String fill(String segment, Map<Placeholder, String> values) {
        return BRACED.matcher(segment)
                .replaceAll(found -> Matcher.quoteReplacement(SafeName.ofValue(
                        values.getOrDefault(Placeholder.of(found.group()).orElseThrow(), ""))));
    }
}
