package dev.gleaner.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

/**
 * Copies documents before they leave a collection. The library hands out the very objects that it stores and later
 * changes them in place, while an answer is being encoded or a commit writes them. A flat copy is enough, since an
 * update replaces the values of a document and never changes one.
 */
final class Copies {

    private Copies() {}

    static List<Document> of(List<Document> documents) {
        return documents.stream().map(Document::new).toList();
    }
}
