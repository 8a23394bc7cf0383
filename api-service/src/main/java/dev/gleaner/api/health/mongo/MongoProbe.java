package dev.gleaner.api.health.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.connection.ServerDescription;
import dev.gleaner.api.health.StoreProbe;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.MongoFaults;
import java.util.List;
import org.bson.Document;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Acknowledged as all that is written, so that a primary which nobody follows does not look well. */
@Component
@Order(1)
final class MongoProbe implements StoreProbe {
    private static final String NOT_THERE = "health";

    private final MongoCollection<Document> intents;
    private final MongoClient client;
    private final MongoFaults faults = new MongoFaults();

    MongoProbe(MongoCollections collections, MongoClient client) {
        this.intents = collections.intents();
        this.client = client;
    }

    @Override
    public String name() {
        return "mongo";
    }

    @Override
    public void ask() {
        faults.run(() -> intents.updateOne(Filters.eq("_id", NOT_THERE), Updates.set("asked", true)));
    }

    @Override
    public String silence() {
        List<ServerDescription> servers = client.getClusterDescription().getServerDescriptions();
        boolean somebody = servers.stream().anyMatch(ServerDescription::isOk);
        boolean primary = servers.stream().anyMatch(ServerDescription::isPrimary);
        return somebody && !primary ? MongoFaults.NO_PRIMARY : StoreProbe.super.silence();
    }
}
