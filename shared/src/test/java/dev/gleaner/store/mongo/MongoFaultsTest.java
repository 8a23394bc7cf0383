package dev.gleaner.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcernResult;
import com.mongodb.WriteError;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.WriteConcernError;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ServerId;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.mongo.MongoJobs;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.store.StoreAwayException.Kind;
import dev.gleaner.store.StoreAwayException.Store;
import dev.gleaner.store.StoreFaultsContract;
import dev.gleaner.testkit.FreePorts;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MongoFaultsTest extends StoreFaultsContract {
    private static final ServerAddress SECRET = new ServerAddress("secret.example", 27017);

    private final MongoFaults faults = new MongoFaults();

    MongoFaultsTest() {
        super(new MongoFaults(), Store.MONGODB);
    }

    private static Stream<Arguments> kindByFault() {
        return Stream.of(
                Arguments.of(new MongoTimeoutException("at secret.example"), Kind.AWAY),
                Arguments.of(new MongoSocketReadException("at secret.example", SECRET), Kind.AWAY),
                Arguments.of(
                        new MongoConnectionPoolClearedException(
                                new ServerId(new ClusterId(), SECRET), new IllegalStateException()),
                        Kind.AWAY),
                Arguments.of(new MongoExecutionTimeoutException(50, "at secret.example"), Kind.AWAY),
                Arguments.of(new MongoInterruptedException("at secret.example", new InterruptedException()), Kind.AWAY),
                Arguments.of(new MongoNotPrimaryException(answer(10107), SECRET), Kind.NOT_PRIMARY),
                Arguments.of(new MongoNodeIsRecoveringException(answer(11600), SECRET), Kind.NOT_PRIMARY),
                Arguments.of(new MongoSecurityException(credential(), "at secret.example"), Kind.REFUSED),
                Arguments.of(unsure(64), Kind.AWAY),
                Arguments.of(unsure(91), Kind.NOT_PRIMARY),
                Arguments.of(bulk(64), Kind.AWAY),
                Arguments.of(bulk(189), Kind.NOT_PRIMARY),
                Arguments.of(bulk(null, 11000, 14031), Kind.FULL),
                Arguments.of(bulk(null, 11000, 112), Kind.AWAY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "6; AWAY; it does not answer",
                "24; AWAY; it does not answer",
                "112; AWAY; it does not answer",
                "262; AWAY; it does not answer",
                "189; NOT_PRIMARY; it has no primary, so nobody takes writes",
                "91; NOT_PRIMARY; it is coming up or going down, and takes no writes",
                "11602; NOT_PRIMARY; it is coming up or going down, and takes no writes",
                "14031; FULL; its disk is full",
                "13; REFUSED; it refuses this user",
                "18; REFUSED; it refuses this user"
            })
    void anAnswerHasTheKindOfItsCode(int code, Kind kind, String says) {
        StoreAwayException away =
                faults.away(new MongoCommandException(answer(code), SECRET)).orElseThrow();
        assertThat(away.kind()).isEqualTo(kind);
        assertThat(away.says()).isEqualTo(says);
    }

    private static Stream<RuntimeException> ours() {
        return Stream.of(
                new MongoWriteException(new WriteError(11000, "duplicate key", new BsonDocument()), SECRET, Set.of()),
                new MongoCommandException(answer(10334), SECRET), // too large for the server
                new MongoCommandException(answer(9), SECRET), // cannot be parsed
                bulk(null, 11000, 2),
                new MongoException("something else"),
                new BsonMaximumSizeExceededException("too large"),
                new IllegalArgumentException("no claim"));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void whatIsNoFaultOfTheStoreGoesThroughAsItIs(RuntimeException fault) {
        assertThat(faults.away(fault)).isEmpty();
        assertThat(faults.translated(fault)).isSameAs(fault);
    }

    @Test
    void aStoreThatIsGoneIsToldByEveryPort() {
        try (MongoClient nobody = MongoClients.create(MongoClientSettings.builder()
                .applyToClusterSettings(
                        cluster -> cluster.hosts(List.of(new ServerAddress("127.0.0.1", FreePorts.next())))
                                .serverSelectionTimeout(50, TimeUnit.MILLISECONDS))
                .build())) {
            Jobs jobs = faults.port(
                    Jobs.class,
                    new MongoJobs(new MongoCollections(nobody.getDatabase("nothing")), InstantSource.system()));
            assertThatExceptionOfType(StoreAwayException.class)
                    .isThrownBy(() -> jobs.find("job_000000000000"))
                    .withMessage("MongoDB: it does not answer")
                    .withCauseInstanceOf(MongoTimeoutException.class);
        }
    }

    @Test
    void anErrorGoesThroughAPortAsItIs() {
        Runnable port = faults.port(Runnable.class, () -> {
            throw new AssertionError("as it is");
        });
        assertThatThrownBy(port::run).isInstanceOf(AssertionError.class).hasMessage("as it is");
    }

    private static BsonDocument answer(int code) {
        return new BsonDocument("ok", new BsonDouble(0))
                .append("code", new BsonInt32(code))
                .append("errmsg", new BsonString("at secret.example"));
    }

    private static MongoCredential credential() {
        return MongoCredential.createCredential("user", "db", "word".toCharArray());
    }

    private static MongoWriteConcernException unsure(int code) {
        return new MongoWriteConcernException(
                new WriteConcernError(code, "name", "at secret.example", new BsonDocument()),
                WriteConcernResult.unacknowledged(),
                SECRET,
                Set.of());
    }

    private static MongoBulkWriteException bulk(@Nullable Integer concern, Integer... codes) {
        return new MongoBulkWriteException(
                BulkWriteResult.unacknowledged(),
                IntStream.range(0, codes.length)
                        .mapToObj(i -> new BulkWriteError(codes[i], "at secret.example", new BsonDocument(), i))
                        .toList(),
                Optional.ofNullable(concern)
                        .map(code -> new WriteConcernError(code, "name", "at secret.example", new BsonDocument()))
                        .orElse(null),
                SECRET,
                Set.of());
    }
}
