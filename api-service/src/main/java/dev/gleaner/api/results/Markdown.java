package dev.gleaner.api.results;

import dev.gleaner.job.Job;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A text to read, or to feed to a language model: article after article, then what failed. */
final class Markdown implements ResultsForm {
    /** What has a meaning in Markdown (CommonMark 0.31, section 2.4). */
    private static final Pattern MEANINGFUL = Pattern.compile("([\\\\`*_{}\\[\\]<>#|~])");

    private static final Pattern LINE_BREAKS = Pattern.compile("\\s+");

    @Override
    public Lines begin(Job job, @Nullable String nextCursor, OutputStream out) {
        return new Text(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)), new ArrayList<>());
    }

    private record Text(Writer out, List<Row.Missed> missed) implements Lines {
        @Override
        public void add(Row row) {
            switch (row) {
                case Row.Missed failed -> missed.add(failed);
                case Row.Scraped scraped -> article(scraped);
            }
        }

        private void article(Row.Scraped row) {
            String url = row.item().url();
            String marked = row.markdown();
            String body = marked == null ? paragraphs(Objects.requireNonNullElse(row.content(), "")) : marked;
            write("# %s\n\n%s\n\n%s%s\n\n%s"
                    .formatted(
                            oneLine(Objects.requireNonNullElse(row.title(), url)),
                            address(url),
                            about(row),
                            body.strip(),
                            row.data() == null ? "" : data(row.data())));
        }

        /** In a fence that is longer than any run of its sign within (CommonMark 0.31, section 4.5). */
        private static String data(String json) {
            String fence = "```";
            while (json.contains(fence)) {
                fence += "`";
            }
            return "%sjson\n%s\n%s\n\n".formatted(fence, json, fence);
        }

        /** What is known of it, as a list that ends with an empty line. */
        private static String about(Row.Scraped row) {
            List<String> lines = new ArrayList<>();
            if (!row.authors().isEmpty()) {
                lines.add("Authors: " + oneLine(String.join(", ", row.authors())));
            }
            if (row.publishedAt() != null) {
                lines.add("Published: " + row.publishedAt());
            }
            if (row.language() != null) {
                lines.add("Language: " + oneLine(row.language()));
            }
            if (row.wordCount() != null) {
                lines.add("Words: " + row.wordCount());
            }
            if (row.canonicalUrl() != null) {
                lines.add("Canonical address: " + address(row.canonicalUrl()));
            }
            if (row.finalUrl() != null) {
                lines.add("Final address: " + address(row.finalUrl()));
            }
            return lines.isEmpty()
                    ? ""
                    : lines.stream().map(line -> "- " + line + "\n").collect(Collectors.joining("", "", "\n"));
        }

        @Override
        public void end() {
            if (!missed.isEmpty()) {
                write("# Failed articles\n\n");
            }
            for (Row.Missed one : missed) {
                write("- %s: %s\n"
                        .formatted(
                                address(one.item().url()), oneLine(one.failure().error())));
            }
            try {
                out.flush();
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }

        private void write(String text) {
            try {
                out.write(text);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }

    static String oneLine(String text) {
        return escaped(LINE_BREAKS.matcher(text.strip()).replaceAll(" "));
    }

    /** A plain text keeps its paragraphs, and nothing in it becomes a heading or a list. */
    static String paragraphs(String text) {
        return escaped(text)
                .replaceAll("(?m)^(\\s*)([-+=])", "$1\\\\$2")
                .replaceAll("(?m)^(\\s*\\d+)([.)])", "$1\\\\$2");
    }

    /** As an autolink; what would end it is escaped as addresses are. */
    private static String address(String url) {
        return "<" + url.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20") + ">";
    }

    private static String escaped(String text) {
        return MEANINGFUL.matcher(text).replaceAll("\\\\$1");
    }
}
