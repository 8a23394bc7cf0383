package dev.gleaner.api.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.api.scrapers.KnownScrapers;
import dev.gleaner.scraper.ParamSpec;
import dev.gleaner.scraper.ParamType;
import dev.gleaner.scraper.ScraperMode;
import dev.gleaner.scraper.ScraperRegistry.Known;
import dev.gleaner.scraper.ScraperSummary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Params of scrapers, as they are shown and sent back. */
class WorkMasksTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final ObjectNode STORED = work("""
            {"scraper":"s","params":{"token":"t1","depth":"2","deep":true,"tags":["a","b"]},
             "articles":[{"url":"https://a.example/","scraper":"s","params":{"token":"t2"}},
                         {"url":"https://b.example/","scraper":"gone","params":{"any":"t3","all":["t4","t5"]}}]}""");

    private final List<String> faults = new ArrayList<>();
    private final WorkMasks masks = new WorkMasks(() -> new KnownScrapers(List.of(new Known(
            new ScraperSummary(
                    "s",
                    null,
                    ScraperMode.ARTICLE,
                    List.of(
                            param("token", ParamType.SECRET),
                            param("depth", ParamType.NUMBER),
                            param("deep", ParamType.FLAG),
                            param("tags", ParamType.LIST)),
                    List.of(),
                    List.of(),
                    List.of()),
            1))));

    @Test
    void onlySecretsAreMaskedAndAllOfWhatNobodyKnows() {
        assertThat(masks.masked(STORED)).isEqualTo(work("""
                {"scraper":"s","params":{"token":"********","depth":"2","deep":true,"tags":["a","b"]},
                 "articles":[{"url":"https://a.example/","scraper":"s","params":{"token":"********"}},
                   {"url":"https://b.example/","scraper":"gone","params":{"any":"********","all":["********","********"]}}]}"""));
    }

    @Test
    void whatIsShownMayBeSentBackAsItIs() {
        assertThat(restored(masks.masked(STORED))).isEqualTo(STORED);
        assertThat(faults).isEmpty();
    }

    @Test
    void noSecretComesToAnotherParamScraperOrArticle() {
        restored(work("""
                {"scraper":"other","params":{"token":"********"},
                 "articles":[{"url":"https://a.example/","scraper":"s","params":{"depth":"********"}},
                             {"url":"https://c.example/","scraper":"s","params":{"token":"********"}}]}"""));

        assertThat(faults).containsExactly("params.token", "articles[0].params.depth", "articles[1].params.token");
    }

    private ObjectNode restored(ObjectNode given) {
        return WorkMasks.restored(given, STORED, (path, message) -> faults.add(path));
    }

    private static ParamSpec param(String name, ParamType type) {
        return new ParamSpec(name, type, null, null, List.of(), false);
    }

    private static ObjectNode work(String json) {
        return (ObjectNode) JSON.readTree(json);
    }
}
