package dev.gleaner.api.submission.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.spelling.Spelling;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds misspelled fields of a submission: such a {@code priority} would be taken for one that is left out. What resembles no field
 * is the submitter's own and passed over, for lists of articles come from elsewhere and carry all kinds of things. Which fields
 * there are, is what the document of the API says, the records {@link SubmissionBody} and its article.
 */
final class UnknownFields {
    private static final Set<String> OF_ALL = fields(SubmissionBody.class);
    private static final Set<String> OF_ARTICLE = fields(SubmissionBody.Article.class);

    private UnknownFields() {}

    /** @param fault is told the path of each, and what was meant */
    static void tell(ObjectNode root, BiConsumer<String, String> fault) {
        tell(root, "", OF_ALL, fault);
        JsonNode articles = root.path("articles");
        for (int i = 0; i < articles.size(); i++) {
            if (articles.get(i) instanceof ObjectNode article) {
                tell(article, "articles[%d].".formatted(i), OF_ARTICLE, fault);
            }
        }
    }

    private static void tell(ObjectNode node, String path, Set<String> known, BiConsumer<String, String> fault) {
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                Spelling.meantBy(name, known)
                        .ifPresent(meant ->
                                fault.accept(path + name, "is no known field; did you mean %s?".formatted(meant)));
            }
        }
    }

    private static Set<String> fields(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> name(type, component))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(Class<? extends Record> type, RecordComponent component) {
        try {
            return Optional.ofNullable(
                            type.getDeclaredField(component.getName()).getAnnotation(JsonProperty.class))
                    .map(JsonProperty::value)
                    .filter(name -> !name.isEmpty())
                    .orElse(component.getName());
        } catch (NoSuchFieldException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
