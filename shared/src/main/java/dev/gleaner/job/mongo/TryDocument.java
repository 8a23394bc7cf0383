package dev.gleaner.job.mongo;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.job.Try;
import dev.gleaner.store.mongo.Fields;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** How attempts lie in a document; there may be many, so its names are short, and what is not known stands in no field. */
public final class TryDocument {
    private TryDocument() {}

    public static List<Document> of(List<Try> tries) {
        return tries.stream().map(TryDocument::of).toList();
    }

    /** None where the field is not there, as in what earlier versions wrote. */
    public static List<Try> read(Document document, String field) {
        return Fields.documents(document, field).stream().map(TryDocument::read).toList();
    }

    private static Document of(Try one) {
        Document document = new Document("n", one.number()).append("to", Date.from(one.endedAt()));
        append(document, "from", one.startedAt() == null ? null : Date.from(one.startedAt()));
        append(document, "http", one.httpStatus());
        append(document, "code", one.code() == null ? null : one.code().code());
        append(document, "error", one.error());
        append(document, "next", one.nextAt() == null ? null : Date.from(one.nextAt()));
        return document;
    }

    private static void append(Document document, String name, @Nullable Object value) {
        if (value != null) {
            document.append(name, value);
        }
    }

    private static Try read(Document one) {
        String code = one.getString("code");
        return new Try(
                Fields.number(one, "n"),
                Fields.maybeInstant(one, "from"),
                Fields.instant(one, "to"),
                one.getInteger("http"),
                code == null ? null : ErrorCode.ofCode(code),
                one.getString("error"),
                Fields.maybeInstant(one, "next"));
    }
}
