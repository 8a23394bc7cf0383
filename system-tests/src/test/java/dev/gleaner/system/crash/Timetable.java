package dev.gleaner.system.crash;

import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.type;

import com.mongodb.client.MongoDatabase;
import dev.gleaner.api.schedules.Coalesce;
import dev.gleaner.api.schedules.Overlap;
import dev.gleaner.api.schedules.ScheduleSpec;
import dev.gleaner.api.schedules.mongo.MongoSchedules;
import dev.gleaner.api.schedules.trigger.ReadRules;
import dev.gleaner.api.schedules.trigger.TriggerReader;
import dev.gleaner.job.RetryPlan;
import dev.gleaner.store.mongo.MongoCollections;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.BsonType;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A schedule whose times have come and gone before the victim can fire them; only the victim does. */
final class Timetable {
    private static final JsonMapper JSON = new JsonMapper();

    private Timetable() {}

    /** Of its times some are late, all but three are coalesced, and the three replace each other; one article fails. */
    static void isDue(Stage stage) {
        stage.pauseApi();
        List<String> urls = new ArrayList<>(stage.urls("broken", 1));
        urls.addAll(stage.urls("fired", 1));
        ObjectNode work = JSON.createObjectNode();
        ArrayNode articles = work.putArray("articles");
        urls.forEach(url -> articles.addObject().put("url", url));
        Instant now = Instant.now();
        new MongoSchedules(new MongoCollections(stage.database()), Clock.systemUTC())
                .create(new ScheduleSpec(
                        stage.key("fires"),
                        null,
                        null,
                        List.of(),
                        true,
                        null,
                        Objects.requireNonNull(TriggerReader.read(
                                        JSON.readTree("{\"type\":\"interval\",\"every\":1}"),
                                        ReadRules.ofStored(ZoneOffset.UTC, now))
                                .orNull()),
                        ZoneOffset.UTC,
                        now,
                        now.plusSeconds(5),
                        Duration.ZERO,
                        Duration.ofMinutes(10),
                        Coalesce.ALL,
                        3,
                        Overlap.REPLACE,
                        1,
                        0,
                        new RetryPlan(1, Duration.ZERO),
                        "{schedule} {timestamp}",
                        work));
    }

    /** The victim fires them, and sees to the jobs until they have ended for good. */
    static void fires(Stage stage) {
        stage.untilReady();
        stage.until("all has fired and ended", () -> isOver(stage.database()));
    }

    /** Whether no schedule has anything left to do. */
    static boolean isOver(MongoDatabase database) {
        return database.getCollection("schedules")
                        .countDocuments(or(type("next_due", BsonType.DATE_TIME), exists("active.0"), exists("asked.0")))
                == 0;
    }
}
