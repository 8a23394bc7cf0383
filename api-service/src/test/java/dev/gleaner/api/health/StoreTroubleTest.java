package dev.gleaner.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.data.redis.RedisSystemException;

class StoreTroubleTest {
    private static final ServerAddress SECRET = new ServerAddress("secret.example", 27017);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "OOM command not allowed when used memory > 'maxmemory'.; it is full (maxmemory), and takes no writes",
                "READONLY You can't write against a read only replica.; it is a replica, and takes no writes",
                "MISCONF Redis is configured to save RDB snapshots; it cannot write to its disk, and takes no writes",
                "NOAUTH Authentication required.; it refuses this user",
                "ERR something at secret.example; it refuses writes"
            })
    void whatRedisRefusesForIsTold(String error, String told) {
        assertThat(StoreTrouble.of(new RedisSystemException("failed", new RedisCommandExecutionException(error))))
                .isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({"13, it refuses this user", "14031, its disk is full", "8000, it refuses writes"})
    void whatMongoDbRefusesForIsTold(int code, String told) {
        assertThat(StoreTrouble.of(new MongoCommandException(failure(code), SECRET)))
                .isEqualTo(told);
    }

    @Test
    void aMissingPrimaryIsTold() {
        assertThat(StoreTrouble.of(new MongoNotPrimaryException(failure(10107), SECRET)))
                .isEqualTo("it has no primary, so nobody takes writes");
    }

    @Test
    void whateverElseItIsSaysNothingOfTheInside() {
        assertThat(StoreTrouble.of(new MongoSocketException("at secret.example", SECRET)))
                .isEqualTo("it does not answer");
        assertThat(StoreTrouble.of(new MongoTimeoutException("at secret.example")))
                .isEqualTo("it does not answer");
        assertThat(StoreTrouble.of(new RedisConnectionException("at secret.example")))
                .isEqualTo("it does not answer");
    }

    private static BsonDocument failure(int code) {
        return new BsonDocument("ok", new BsonDouble(0))
                .append("code", new BsonInt32(code))
                .append("errmsg", new BsonString("at secret.example"));
    }
}
