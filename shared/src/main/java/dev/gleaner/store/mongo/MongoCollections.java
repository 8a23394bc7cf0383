package dev.gleaner.store.mongo;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import org.bson.Document;

/** The collections by name, with a write concern under which an answered write is not lost. */
public final class MongoCollections {
    private final MongoDatabase database;

    public MongoCollections(MongoDatabase database) {
        this.database = database.withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    public MongoCollection<Document> jobs() {
        return database.getCollection("jobs");
    }

    public MongoCollection<Document> jobItems() {
        return database.getCollection("job_items");
    }

    public MongoCollection<Document> articles() {
        return database.getCollection("articles");
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
        jobs().createIndex(Indexes.compoundIndex(Indexes.ascending("status"), Indexes.descending("created_at")));
    }
}
