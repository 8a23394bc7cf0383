package dev.gleaner.platform;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.gleaner.article.Articles;
import dev.gleaner.article.mongo.MongoArticles;
import dev.gleaner.delivery.Debts;
import dev.gleaner.delivery.Deliveries;
import dev.gleaner.delivery.mongo.MongoDebts;
import dev.gleaner.delivery.mongo.MongoDeliveries;
import dev.gleaner.job.Efforts;
import dev.gleaner.job.Idempotency;
import dev.gleaner.job.Intents;
import dev.gleaner.job.Items;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.Outputs;
import dev.gleaner.job.mongo.MongoEfforts;
import dev.gleaner.job.mongo.MongoIdempotency;
import dev.gleaner.job.mongo.MongoIntents;
import dev.gleaner.job.mongo.MongoItems;
import dev.gleaner.job.mongo.MongoJobs;
import dev.gleaner.job.mongo.MongoOutputs;
import dev.gleaner.operations.JobNumbers;
import dev.gleaner.operations.mongo.MongoJobNumbers;
import dev.gleaner.queue.HostOrders;
import dev.gleaner.queue.mongo.MongoHostOrders;
import dev.gleaner.scraper.CommandLogs;
import dev.gleaner.scraper.ScraperRegistry;
import dev.gleaner.scraper.mongo.MongoCommandLogs;
import dev.gleaner.scraper.mongo.MongoScraperRegistry;
import dev.gleaner.store.Durability;
import dev.gleaner.store.StoreFaults;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.MongoFaults;
import dev.gleaner.task.Tasks;
import dev.gleaner.task.mongo.MongoTasks;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;

/** The memory: one client, and what is kept in it. */
@Configuration(proxyBeanMethods = false)
class MongoConfiguration {
    /** Short enough that a request tells an outage instead of hanging in it. */
    private static final long SELECTION_SECONDS = 5;

    private static final long READ_SECONDS = 30;

    private static final StoreFaults FAULTS = new MongoFaults();

    @Bean(destroyMethod = "close")
    MongoClient mongoClient(StoreSettings settings) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(settings.mongoUrl()))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(SELECTION_SECONDS, TimeUnit.SECONDS))
                .applyToSocketSettings(socket -> socket.readTimeout((int) READ_SECONDS, TimeUnit.SECONDS))
                .applicationName("gleaner")
                .build());
    }

    @Bean
    MongoDatabaseFactory mongoDatabaseFactory(MongoClient client, StoreSettings settings) {
        return new SimpleMongoClientDatabaseFactory(client, settings.mongoDbName());
    }

    @Bean
    MongoCollections collections(MongoDatabaseFactory factory, StoreSettings settings, InstantSource clock) {
        MongoCollections collections = new MongoCollections(factory.getMongoDatabase(), settings.sealKeys());
        // Not "hello": the embedded MongoDB does not know it.
        new StoreGate(settings.patience(), clock)
                .until(
                        "MongoDB",
                        String.join(",", new ConnectionString(settings.mongoUrl()).getHosts()),
                        () -> FAULTS.run(() -> {
                            factory.getMongoDatabase().runCommand(new Document("buildInfo", 1));
                            collections.createIndexes();
                        }));
        return collections;
    }

    @Bean
    @ConditionalOnMissingBean
    Durability durability() {
        return Durability.byWriteConcern();
    }

    @Bean
    Jobs jobs(MongoCollections collections, InstantSource clock) {
        return FAULTS.port(Jobs.class, new MongoJobs(collections, clock));
    }

    @Bean
    Items items(MongoCollections collections) {
        return FAULTS.port(Items.class, new MongoItems(collections));
    }

    @Bean
    Efforts efforts(MongoCollections collections) {
        return FAULTS.port(Efforts.class, new MongoEfforts(collections));
    }

    @Bean
    Outputs outputs(MongoCollections collections) {
        return FAULTS.port(Outputs.class, new MongoOutputs(collections));
    }

    @Bean
    Intents intents(MongoCollections collections) {
        return FAULTS.port(Intents.class, new MongoIntents(collections));
    }

    @Bean
    Idempotency idempotency(MongoCollections collections) {
        return FAULTS.port(Idempotency.class, new MongoIdempotency(collections));
    }

    @Bean
    Articles articles(MongoCollections collections, ArticleSettings settings) {
        return FAULTS.port(Articles.class, new MongoArticles(collections, settings.versions()));
    }

    @Bean
    Tasks tasks(MongoCollections collections) {
        return FAULTS.port(Tasks.class, new MongoTasks(collections));
    }

    @Bean
    Deliveries deliveries(MongoCollections collections) {
        return FAULTS.port(Deliveries.class, new MongoDeliveries(collections));
    }

    @Bean
    Debts debts(MongoCollections collections) {
        return FAULTS.port(Debts.class, new MongoDebts(collections));
    }

    @Bean
    ScraperRegistry scraperRegistry(MongoCollections collections) {
        return FAULTS.port(ScraperRegistry.class, new MongoScraperRegistry(collections));
    }

    @Bean
    JobNumbers jobNumbers(MongoCollections collections) {
        return FAULTS.port(JobNumbers.class, new MongoJobNumbers(collections));
    }

    @Bean
    HostOrders hostOrders(MongoCollections collections) {
        return FAULTS.port(HostOrders.class, new MongoHostOrders(collections));
    }

    @Bean
    CommandLogs commandLogs(MongoCollections collections, StoreSettings settings, InstantSource clock) {
        return FAULTS.port(
                CommandLogs.class,
                new MongoCommandLogs(collections, (int) settings.commandLog().toBytes(), clock));
    }
}
