package dev.gleaner.delivery.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.gleaner.delivery.Debts;
import dev.gleaner.store.mongo.Documents;
import dev.gleaner.store.mongo.Fields;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.TransientFaults;
import java.util.Date;
import java.util.List;
import org.bson.Document;

/** Debts in MongoDB; found by their ids, or read whole, for they are few. */
public final class MongoDebts implements Debts {
    private final MongoCollection<Document> debts;

    public MongoDebts(MongoCollections collections) {
        this.debts = collections.debts();
    }

    @Override
    public void add(Debt debt) {
        TransientFaults.retry(() -> debts.updateOne(
                eq("_id", debt.id()),
                Updates.combine(
                        Updates.setOnInsert("job_id", debt.jobId()),
                        Updates.setOnInsert("run", debt.run()),
                        Updates.setOnInsert("articles", debt.articles()),
                        Updates.max("since", Date.from(debt.since()))),
                new UpdateOptions().upsert(true)));
    }

    @Override
    public void forget(Debt debt) {
        TransientFaults.retry(() -> debts.deleteOne(and(eq("_id", debt.id()), eq("since", Date.from(debt.since())))));
    }

    @Override
    public void remove(String jobId, int run) {
        TransientFaults.retry(() -> debts.deleteOne(eq("_id", jobId + "#" + run)));
    }

    @Override
    public List<Debt> all() {
        return TransientFaults.retry(() -> Documents.list(debts.find(), MongoDebts::read));
    }

    private static Debt read(Document debt) {
        return new Debt(
                Fields.text(debt, "job_id"),
                Fields.number(debt, "run"),
                debt.getBoolean("articles", false),
                Fields.instant(debt, "since"));
    }
}
