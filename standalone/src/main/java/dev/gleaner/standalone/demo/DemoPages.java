package dev.gleaner.standalone.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** All pages of the demo site. The text of each is written for it. */
final class DemoPages {

    private static final String LEDGER = "Harbour Ledger";
    private static final String MERIDIAN = "Meridian Science";
    private static final String KITCHEN = "The Slow Kitchen";

    /** The address that the site knows nothing of. */
    static final DemoArticle WITHDRAWN =
            new DemoArticle("/local/withdrawn-story", LEDGER, "local", 5, new DemoArticle.Failed("404 Not Found"));

    private static final Duration SLOW = Duration.ofSeconds(2);

    static final List<DemoPage> ALL = List.of(
            DemoPage.of(
                    "/local/tide-mill-turns-again",
                    LEDGER,
                    "local",
                    1,
                    "tide-mill.html",
                    "The tide mill at Garrow turns again"),
            // The slow one is asked for early, so that the others are seen to overtake it.
            DemoPage.of("/opinion/slow-ferry", LEDGER, "opinion", 2, "slow-ferry.html", "In praise of the slow ferry")
                    .after(SLOW),
            DemoPage.of(
                    "/local/night-buses.php",
                    LEDGER,
                    "transport",
                    3,
                    "night-buses.html",
                    "Night buses will wait for the last ferry"),
            DemoPage.of(
                    "/science/seagrass",
                    MERIDIAN,
                    "science",
                    3,
                    "seagrass.html",
                    "Counting a meadow that never stands still"),
            DemoPage.of(
                    "/science/singing-crust", MERIDIAN, "science", 4, "bread-crust.html", "Why a fresh crust sings"),
            DemoPage.of(
                    "/science/rain-gauges",
                    MERIDIAN,
                    "weather",
                    4,
                    "rain-table.html",
                    "Five gauges, one very wet year"),
            DemoPage.of("/recipes/lentils", KITCHEN, "food", 5, "lentils.html", "Lentils for a week of rain"),
            DemoPage.of(
                    "/people/pickle-judge",
                    KITCHEN,
                    "food",
                    5,
                    "pickle-interview.html",
                    "Forty years of other people's cucumbers"),
            DemoPage.of(
                    "/long-reads/lighthouse",
                    LEDGER,
                    "nature",
                    6,
                    "lighthouse.html",
                    "The keeper who stayed for the birds"),
            DemoPage.of(
                            "/lokales/moorbahn.html",
                            "Nordmoor-Kurier",
                            "lokales",
                            7,
                            "moorbahn.html",
                            "Die Moorbahn fährt wieder bis Mühlenbüttel")
                    .in(StandardCharsets.ISO_8859_1),
            DemoPage.of(
                            "/actu/ecluse-de-vernay",
                            "Le Phare du Canal",
                            "nature",
                            7,
                            "ecluse.html",
                            "L’éclusière de Vernay ouvre aussi aux loutres")
                    .compressed(),
            DemoPage.of(
                    "/cultura/biblioteca-en-burro",
                    "La Voz de la Sierra",
                    "cultura",
                    8,
                    "biblioteca.html",
                    "La biblioteca que llega en burro a Peñalarga"),
            DemoPage.of("/r/2207", MERIDIAN, "science", 9, "moths.html", "What moths do on the night train")
                    .movedTo("/science/moths-on-the-night-train"),
            DemoPage.of(
                    "/culture/small-cinema?utm_source=morning-letter&utm_medium=email&utm_campaign=week-21",
                    LEDGER,
                    "culture",
                    10,
                    "small-cinema.html",
                    "Thirty-one seats and a waiting list"));

    private DemoPages() {}
}
