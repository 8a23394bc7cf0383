package dev.gleaner.store.mongo;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import dev.gleaner.store.Seal;
import dev.gleaner.store.SealKey;
import java.util.List;
import org.bson.Document;

/** The collections by name, with a write concern under which an answered write is not lost. */
public final class MongoCollections {
    private final MongoDatabase database;
    private final Seal seal;

    /** Those of a database whose secrets are sealed with a key that it keeps itself. */
    public MongoCollections(MongoDatabase database) {
        this(database, List.of());
    }

    /** @param keys that secrets are sealed with; the first is for new ones */
    public MongoCollections(MongoDatabase database, List<SealKey> keys) {
        this.database = database.withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.seal = new Seal(new MongoSealKeys(this.database.getCollection("keys"), keys));
    }

    /** What hides secrets in documents. */
    public Seal seal() {
        return seal;
    }

    public MongoCollection<Document> jobs() {
        return database.getCollection("jobs");
    }

    public MongoCollection<Document> jobItems() {
        return database.getCollection("job_items");
    }

    public MongoCollection<Document> jobEfforts() {
        return database.getCollection("job_efforts");
    }

    /** The files that were written of jobs. */
    public MongoCollection<Document> outputs() {
        return database.getCollection("outputs");
    }

    public MongoCollection<Document> articles() {
        return database.getCollection("articles");
    }

    /** The contents that articles had before. */
    public MongoCollection<Document> articleVersions() {
        return database.getCollection("article_versions");
    }

    public MongoCollection<Document> tasks() {
        return database.getCollection("tasks");
    }

    public MongoCollection<Document> intents() {
        return database.getCollection("intents");
    }

    public MongoCollection<Document> idempotency() {
        return database.getCollection("idempotency");
    }

    public MongoCollection<Document> schedules() {
        return database.getCollection("schedules");
    }

    /** What was decided of each time that a schedule was due. */
    public MongoCollection<Document> occurrences() {
        return database.getCollection("occurrences");
    }

    /** What all schedules have in common, and the beats of the processes that fire them: a document each. */
    public MongoCollection<Document> scheduleState() {
        return database.getCollection("schedule_state");
    }

    /** Work that is kept under a name. */
    public MongoCollection<Document> presets() {
        return database.getCollection("presets");
    }

    /** The log of what is owed, open or not. */
    public MongoCollection<Document> deliveries() {
        return database.getCollection("deliveries");
    }

    /** What of it is still to be done; always few. */
    public MongoCollection<Document> deliveriesDue() {
        return database.getCollection("deliveries_due");
    }

    /** The ids of what is owed for each job. */
    public MongoCollection<Document> jobDeliveries() {
        return database.getCollection("job_deliveries");
    }

    /** The scrapers that consumers have told of, and the consumers; always few. */
    public MongoCollection<Document> scrapers() {
        return database.getCollection("scrapers");
    }

    /** What commands wrote. */
    public MongoCollection<Document> commandLogs() {
        return database.getCollection("command_logs");
    }

    /** What operators have ordered of hosts. */
    public MongoCollection<Document> hostOrders() {
        return database.getCollection("host_orders");
    }

    /** Runs of jobs whose end will owe something. */
    public MongoCollection<Document> debts() {
        return database.getCollection("debts");
    }

    /** Where messages go that failed lately. */
    public MongoCollection<Document> endpoints() {
        return database.getCollection("endpoints");
    }

    /**
     * Creates the indexes. The unique one is part of the protocol; the others only serve lists, and a store that cannot
     * use them is none the worse.
     */
    public void createIndexes() {
        articles().createIndex(Indexes.ascending("url_key"), new IndexOptions().unique(true));
        jobs().createIndex(Indexes.descending("created_at"));
        jobs().createIndex(Indexes.ascending("completed_at"));
        jobs().createIndex(Indexes.ascending("tags"));
        articles().createIndex(Indexes.ascending("updated_at"));
        jobItems().createIndex(Indexes.ascending("items.article"));
        commandLogs().createIndex(Indexes.ascending("at"));
        deliveriesDue().createIndex(Indexes.ascending("due_at"));
        jobs().createIndex(Indexes.compoundIndex(
                Indexes.ascending("orders.origin.schedule"), Indexes.descending("created_at")));
        schedules().createIndex(Indexes.ascending("next_run_at"));
        occurrences().createIndex(Indexes.compoundIndex(Indexes.ascending("schedule"), Indexes.descending("due_at")));
        occurrences().createIndex(Indexes.ascending("decided_at"));
        jobs().createIndex(Indexes.compoundIndex(Indexes.ascending("status"), Indexes.descending("created_at")));
    }
}
