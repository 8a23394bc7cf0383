package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.Keys;

/** The page at the root, as somebody uses it in a browser. */
@EnabledIf(
        value = "dev.gleaner.system.Browser#isInstalled",
        disabledReason = "The dashboard is not tried in a browser: chromium and chromedriver are not on the PATH")
class DashboardIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final Fleet fleet = new Fleet().with("MAX_RETRY_ATTEMPTS", "0");
    private static Browser browser;
    private static Client api;

    @BeforeAll
    static void start() {
        browser = Browser.start();
        api = fleet.startPair();
    }

    @AfterAll
    static void stop() {
        fleet.close();
        browser.close();
    }

    @AfterEach
    void nothingWentWrongInThePage() {
        // What is refused or missing on purpose, and being cut off, is told by the browser, too.
        assertThat(browser.faults())
                .allMatch(fault -> fault.contains("the server responded with a status of 422")
                        || fault.contains("the server responded with a status of 404")
                        || fault.contains("ERR_INTERNET_DISCONNECTED")
                        || fault.contains("/health ") && fault.contains("the server responded with a status of 503"));
    }

    private static void awaitContent(String css, String... parts) {
        await().atMost(LONG).until(() -> {
            String content = browser.content(css);
            return Stream.of(parts).allMatch(content::contains);
        });
    }

    @Test
    void aListIsSubmittedWatchedReadRunAgainAndRemoved() {
        browser.open(api.base() + "/#/submit");
        browser.field("Addresses")
                .sendKeys(fleet.site.url("/page/good") + "\n\n  " + fleet.site.url("/broken/page") + "  \n"
                        + fleet.site.url("/page/good#twice"));
        browser.awaitText("3 addresses");
        browser.field("Name of the job").sendKeys("Morning");
        browser.field("Tags").sendKeys("news, early");
        browser.press("Preview");
        browser.awaitText("It would be taken", "2 new, 0 stored already, 1 given twice, 0 refused", "line 3");
        assertThat(fleet.site.hits("/page/good")).isZero();

        browser.press("Submit");
        browser.awaitText("1 completed, 1 failed (50%), 0 pending of 2", "news, early");
        awaitContent(".virtual", "500");
        assertThat(browser.find("h1").getText()).isEqualTo("Morning");
        assertThat(browser.title()).isEqualTo("100% Morning · Gleaner");
        String job = browser.address().replaceFirst(".*/", "");
        assertThat(api.status(job)).isEqualTo(new Client.Status("COMPLETED", 2, 1, 1, 0));
        assertThat(browser.isEnabled("Cancel")).isFalse();
        browser.find(".tabs [data-state=FAILED]").click();
        browser.awaitText("1 of 2");
        browser.find(".tabs [data-state='']").click();

        fleet.site.mend();
        browser.press("Retry failed");
        browser.awaitText("2 completed, 0 failed, 0 pending of 2", "Run\n2");
        assertThat(browser.isEnabled("Retry failed")).isFalse();

        browser.find("summary.button").click();
        String csv = browser.find("a[href$='format=csv']").getAttribute("href");
        assertThat(api.get(csv.replace(api.base(), "")).text()).contains("page good", "broken page");
        browser.press("Report");
        browser.awaitText("As JSON", "Morning");
        browser.find("dialog").sendKeys(Keys.ESCAPE);

        browser.find(".virtual a[href^='#/articles/']").click();
        browser.awaitText("Article page good", "a sentence of the article called page good", "Found in", "Fetch");
        browser.press("Markdown");
        awaitContent(".reading pre", "a sentence of the article called page good");

        browser.open(api.base() + "/#/jobs/" + job);
        browser.press("Remove");
        browser.press("Remove it");
        await().atMost(LONG).until(() -> browser.address().endsWith("#/jobs"));
        assertThat(api.get("/jobs/" + job + "/status").status()).isEqualTo(404);
        browser.open(api.base() + "/#/jobs/" + job);
        browser.awaitText("There is no such job");
    }

    @Test
    void aScheduleIsMadePreviewedRunDisabledPausedChangedAndRemoved() {
        browser.open(api.base() + "/#/schedules/new");
        browser.field("Id").sendKeys("weekdays");
        browser.field("Trigger").sendKeys("0 9 * * 1-");
        browser.awaitText("cron");
        browser.field("Trigger").sendKeys("5");
        browser.awaitText("At 09:00 on Monday to Friday");
        assertThat(browser.content("#due ol")).contains(", 09:00");
        browser.field("Addresses").sendKeys(fleet.site.url("/page/scheduled"));
        browser.press("Create");
        await().atMost(LONG).until(() -> browser.address().endsWith("#/schedules/weekdays"));

        browser.press("Run now");
        browser.awaitText("manual", "somebody");
        assertThat(api.get("/jobs?schedule=weekdays").json()).hasSize(1);
        browser.press("Disable");
        browser.field("Note").sendKeys("Holidays");
        browser.press("Disable it");
        browser.awaitText("Holidays", "nothing of this fires");
        browser.press("Enable");
        await().atMost(LONG)
                .until(() ->
                        api.get("/schedules/weekdays").json().get("enabled").asBoolean());

        browser.open(api.base() + "/#/schedules");
        browser.press("Pause all");
        browser.field("Note").sendKeys("Moving house");
        browser.find("dialog button.main").click();
        browser.awaitText("All schedules are paused.", "Moving house");
        browser.press("Resume all");
        await().atMost(LONG)
                .until(() -> !api.get("/schedules/status").json().get("paused").asBoolean());

        browser.open(api.base() + "/#/schedules/weekdays/edit");
        browser.awaitText("At 09:00 on Monday to Friday");
        browser.field("Trigger").clear();
        browser.field("Trigger").sendKeys("daily 06:30");
        browser.awaitText("At 06:30 every day");
        browser.press("Save");
        browser.awaitText("What it does", "At 06:30 every day", "daily 06:30");
        browser.press("Remove");
        browser.press("Remove it");
        await().atMost(LONG).until(() -> browser.address().endsWith("#/schedules"));
        assertThat(api.get("/schedules/weekdays").status()).isEqualTo(404);
    }

    @Test
    void theListOfJobsMovesByItselfAndTextOfStrangersStaysText() {
        browser.open(api.base() + "/#/jobs");
        browser.awaitText("MongoDB");
        fleet.site.hold();
        List<String> urls = fleet.urls("list", 0, 5);
        String name = "<img src=x onerror=\"document.title='taken over'\">";
        String body = Client.body(urls, 5)
                .replaceFirst("\\{", "{\"name\": \"" + name.replace("\"", "\\\\\"") + "\", \"tags\": [\"seen\"], ");
        String job =
                api.post("/jobs/submit", body, Map.of()).json().get("job_id").asString();
        String row = "tr[data-job='%s']".formatted(job);

        awaitContent(row, name, "#seen", "running", "0 of 5");
        browser.find(row + " input").click();
        browser.awaitText("1 chosen");
        fleet.site.open();
        awaitContent(row, "completed", "5 of 5");
        assertThat(browser.find(row + " input").isSelected()).isTrue();

        browser.find(row + " a").click();
        browser.awaitText(name, "5 completed, 0 failed, 0 pending of 5");
        assertThat(browser.title()).endsWith("· Gleaner");
    }

    @Test
    void whatTheApiRefusesIsSaidLineByLine() {
        browser.open(api.base() + "/#/submit");
        browser.field("Addresses").sendKeys("http://10.0.0.1/inside\nnot an address");

        browser.press("Submit");

        browser.awaitText("The submission has 2 faults", "line 1", "not on the public internet", "line 2");
        assertThat(browser.address()).endsWith("#/submit");
        assertThat(browser.field("Addresses").getAttribute("value")).contains("not an address");
    }

    @Test
    void aStoreThatTakesNothingIsSaidAtTheTop() {
        browser.open(api.base() + "/");
        fleet.configureRedis("maxmemory", "1");
        try {
            awaitContent("#strip", "down", "redis: it is full (maxmemory), and takes no writes");
        } finally {
            fleet.configureRedis("maxmemory", "0");
        }
        await().atMost(LONG).until(() -> !browser.content("#strip").contains("down"));
    }

    @Test
    void aPageThatIsCutOffSaysSoAndComesBack() {
        browser.open(api.base() + "/#/schedules");
        browser.awaitText("MongoDB");
        browser.setOffline(true);
        try {
            browser.awaitText("The API does not answer.", "it is asked again");
            assertThat(browser.isEnabled("Pause all")).isFalse();
        } finally {
            browser.setOffline(false);
        }
        browser.awaitText("The API answers again");
        assertThat(browser.text()).doesNotContain("does not answer");
        assertThat(browser.isEnabled("Pause all")).isTrue();
    }

    @Test
    void aPausedHostSaysWhyAndIsResumed() {
        fleet.site.refuseOnce(3600);
        String refused = api.submit(List.of(fleet.site.url("/refused/first")), 5);
        await().atMost(LONG).until(() -> api.status(refused).ended());
        String job = api.submit(fleet.urls("resumed", 0, 2), 5);
        String because = "an answer of 429 came with a Retry-After of 3600 s";
        String host = fleet.site.url("").replace("http://", "");

        browser.open(api.base() + "/#/hosts");
        browser.awaitText(host, "paused", because);
        assertThat(browser.find("tr time").getText()).startsWith("in ");
        assertThat(browser.find("tr time").getAttribute("title")).isNotBlank();
        browser.open(api.base() + "/#/jobs/" + job);
        awaitContent(".virtual", host + " is paused, asked again in ", because);

        browser.press("Resume");

        browser.awaitText("2 completed, 0 failed, 0 pending of 2");
        assertThat(api.get("/hosts?state=paused").json().get("total").asInt()).isZero();
    }

    @Test
    void aJobIsPausedResumedAndCancelledFromItsPage() {
        fleet.site.hold();
        try {
            String job = api.submit(fleet.urls("pause", 0, 300), 5);
            browser.open(api.base() + "/#/jobs/" + job);
            browser.awaitText("0 completed, 0 failed, 300 pending of 300");

            browser.press("Pause");
            awaitContent(".job .chip", "paused");
            assertThat(api.get("/jobs/" + job + "/status").json().get("paused").asBoolean())
                    .isTrue();
            browser.find(".head").click();
            browser.press("Resume");
            awaitContent(".job .chip", "running");

            browser.press("Cancel");
            browser.press("Cancel it");
            awaitContent(".job .chip", "cancelled");
            assertThat(api.status(job).status()).isEqualTo("CANCELLED");
        } finally {
            fleet.site.open();
        }
    }

    @Test
    void everyViewIsUsableByEverybodyInLightAndDark() {
        String job = api.submit(List.of(fleet.site.url("/page/axe"), fleet.site.url("/missing/axe")), 5);
        await().atMost(LONG).until(() -> api.status(job).ended());
        String article = api.get("/jobs/" + job + "/articles")
                .json()
                .at("/articles/0/article_id")
                .asString();
        Map<String, String> views = Map.of(
                "",
                "Newest jobs",
                "jobs",
                "Submitted",
                "jobs/" + job,
                "pending of 2",
                "articles/" + article,
                "Found in",
                "submit",
                "Fetch again",
                "schedules/new",
                "For example",
                "schedules",
                "Schedules",
                "scrapers",
                "on every consumer",
                "hosts",
                "Hosts",
                "consumers",
                "Consumers");
        views.forEach((view, shown) -> {
            browser.open(api.base() + "/#/" + view);
            browser.awaitText(shown);
            assertThat(browser.accessibilityFaults()).as("of /#/%s", view).isEmpty();
        });
    }
}
