package dev.gleaner.api.presets.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.api.presets.Preset;
import dev.gleaner.api.presets.Presets;
import dev.gleaner.store.Stores;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class MongoPresetsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ObjectNode WORK = (ObjectNode) JSON.readTree("""
            {"article_list_url": "https://a.example/feed", "headers": {"Cookie": "secret=1"}, "$odd.field": 1,
             "callback": {"url": "https://c.example/", "secrets": ["whsec_one", "whsec_two"]}}""");

    private final Stores stores = new Stores();
    private final Presets presets = new MongoPresets(stores.collections);

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void whatIsKeptIsReadAndItsSecretsLieNowhere() {
        Optional<Preset> created = presets.create(new Presets.Content("news", "d", WORK), stores.now());

        assertThat(presets.find("news")).isEqualTo(created).hasValueSatisfying(preset -> {
            assertThat(preset.work()).isEqualTo(WORK);
            assertThat(preset.revision()).isEqualTo(1);
            assertThat(preset.createdAt()).isEqualTo(stores.now());
        });
        assertThat(String.valueOf(stores.collections.presets().find().first()))
                .doesNotContain("secret=1", "whsec_one", "whsec_two")
                .contains("https://a.example/feed");
    }

    @Test
    void aChangeMeetsTheRevisionThatItKnows() {
        Presets.Content content = new Presets.Content("news", null, WORK);
        presets.create(content, stores.now());

        assertThat(presets.create(content, stores.now())).isEmpty();
        assertThat(presets.replace(content, 2, stores.now())).isEmpty();
        assertThat(presets.replace(content, 1, stores.now()))
                .hasValueSatisfying(preset -> assertThat(preset.revision()).isEqualTo(2));
        assertThat(presets.delete("news", 1)).isFalse();
        assertThat(presets.delete("news", 2)).isTrue();
        assertThat(presets.find("news")).isEmpty();
    }

    @Test
    void theyAreListedByNameInPagesAndOneThatIsSpoiledHidesNoOther() {
        for (String name : new String[] {"c", "a", "b"}) {
            presets.create(new Presets.Content(name, null, WORK), stores.now());
        }
        stores.collections.presets().insertOne(new Document("_id", "aa").append("work", 7));

        assertThat(presets.list(3, 0)).extracting(Preset::name).containsExactly("a", "b");
        assertThat(presets.list(10, 3)).extracting(Preset::name).containsExactly("c");
        assertThat(presets.count()).isEqualTo(4);
    }

    @Test
    void aSecretWhoseKeyIsLostIsNoValidOne() {
        presets.create(new Presets.Content("news", null, WORK), stores.now());
        Document stored = stores.collections.presets().find().first();
        assertThat(stored).isNotNull();
        stored.put("work", stored.getString("work").replaceAll("\"Cookie\":\"[^:]+:", "\"Cookie\":\"gone:"));
        stores.collections.presets().replaceOne(new Document("_id", "news"), stored);

        assertThat(presets.find("news"))
                .hasValueSatisfying(preset -> assertThat(
                                preset.work().path("headers").path("Cookie").asString())
                        .isEqualTo(Preset.UNREADABLE));
    }
}
