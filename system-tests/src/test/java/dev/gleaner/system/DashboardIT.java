package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

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
        // A request that is refused on purpose is told by the browser, too.
        assertThat(browser.faults())
                .allMatch(fault -> fault.contains("the server responded with a status of 422")
                        || fault.contains("/health ") && fault.contains("the server responded with a status of 503"));
    }

    @Test
    void aListIsSubmittedWatchedReadRunAgainAndRemoved() {
        browser.open(api.base() + "/#/submit");
        browser.field("Addresses")
                .sendKeys(fleet.site.url("/page/good") + "\n\n  " + fleet.site.url("/broken/page") + "  \n"
                        + fleet.site.url("/page/good#twice"));
        browser.field("Name of the job").sendKeys("Morning");
        browser.field("Tags").sendKeys("news, early");
        browser.field("Source").sendKeys("The Source");

        browser.press("Look first");
        browser.awaitText("2 new, 0 stored already, 1 duplicate, 0 refused");
        assertThat(fleet.site.hits("/page/good")).isZero();

        browser.press("Submit");
        browser.awaitText("completed 1 completed, 1 failed, 0 pending of 2", "500", "The Source", "news, early");
        assertThat(browser.find("h1").getText()).isEqualTo("Morning");
        String job = browser.address().replaceFirst(".*/", "");
        assertThat(api.status(job)).isEqualTo(new Client.Status("COMPLETED", 2, 1, 1, 0));
        assertThat(browser.isEnabled("Cancel")).isFalse();

        fleet.site.mend();
        browser.press("Retry failed");
        browser.awaitText("completed 2 completed, 0 failed, 0 pending of 2", "Run\n2");
        assertThat(browser.isEnabled("Retry failed")).isFalse();

        String csv = browser.find("a[href$='format=csv']").getAttribute("href");
        assertThat(api.get(csv.replace(api.base(), "")).text()).contains("page good", "broken page");

        browser.find("a[href^='#/articles/']").click();
        browser.awaitText("Article page good", "a sentence of the article called page good", "Words\n");

        browser.open(api.base() + "/#/jobs/" + job);
        browser.press("Remove");
        browser.agree();
        await().atMost(LONG).until(() -> browser.address().endsWith("#/"));
        assertThat(api.get("/jobs/" + job + "/status").status()).isEqualTo(404);
    }

    @Test
    void theListOfJobsMovesByItselfAndTextOfStrangersStaysText() {
        browser.open(api.base() + "/");
        browser.awaitText("live", "MongoDB up · Redis up");
        fleet.site.hold();
        List<String> urls = fleet.urls("list", 0, 5);
        String name = "<img src=x onerror=\"document.title='taken over'\">";
        String body = Client.body(urls, 5)
                .replaceFirst("\\{", "{\"name\": \"" + name.replace("\"", "\\\\\"") + "\", \"tags\": [\"seen\"], ");
        String job =
                api.post("/jobs/submit", body, Map.of()).json().get("job_id").asString();
        String row = "tr[data-job='%s']".formatted(job);

        await().atMost(LONG).until(() -> browser.find(row).getText().contains("in progress 0 0 5"));
        assertThat(browser.find(row).getText()).contains(name, "seen");
        fleet.site.open();
        await().atMost(LONG).until(() -> browser.find(row).getText().contains("completed 5 0 0"));

        browser.find(row + " a").click();
        browser.awaitText(name, "completed 5 completed, 0 failed, 0 pending of 5");
        assertThat(browser.title()).isEqualTo("Gleaner");
    }

    @Test
    void whatTheApiRefusesIsSaidFieldByField() {
        browser.open(api.base() + "/#/submit");
        browser.field("Addresses").sendKeys("http://10.0.0.1/inside\nnot an address");

        browser.press("Submit");

        browser.awaitText(
                "The submission has 2 faults", "articles[0].url", "not on the public internet", "articles[1].url");
        assertThat(browser.address()).endsWith("#/submit");
        assertThat(browser.field("Addresses").getAttribute("value")).contains("not an address");
    }

    @Test
    void aStoreThatTakesNothingIsSaidAtTheTop() {
        browser.open(api.base() + "/");
        fleet.configureRedis("maxmemory", "1");
        try {
            browser.awaitText("MongoDB up · Redis down · redis: it is full (maxmemory), and takes no writes");
        } finally {
            fleet.configureRedis("maxmemory", "0");
        }
        browser.awaitText("MongoDB up · Redis up");
    }

    @Test
    void aPausedHostSaysWhyAndIsResumed() {
        fleet.site.refuseOnce(3600);
        String refused = api.submit(List.of(fleet.site.url("/refused/first")), 5);
        await().atMost(LONG).until(() -> api.status(refused).ended());
        String job = api.submit(fleet.urls("resumed", 0, 2), 5);
        String because = "because an answer of 429 came with a Retry-After of 3600 s";
        String host = fleet.site.url("").replace("http://", "");

        browser.open(api.base() + "/#/hosts");
        browser.awaitText(host, "paused", because);
        assertThat(browser.find("time").getText()).startsWith("in ");
        assertThat(browser.find("time").getAttribute("title")).isNotBlank();
        browser.open(api.base() + "/#/jobs/" + job);
        browser.awaitText(host + " is paused, and asked again in ", because);

        browser.press("Resume");

        browser.awaitText("completed 2 completed, 0 failed, 0 pending of 2");
        assertThat(api.get("/hosts?state=paused").json().get("total").asInt()).isZero();
    }

    @Test
    void aJobIsPausedAndResumedFromItsPage() {
        fleet.site.hold();
        try {
            String job = api.submit(fleet.urls("pause", 0, 3), 5);
            browser.open(api.base() + "/#/jobs/" + job);
            browser.awaitText("in progress 0 completed, 0 failed, 3 pending of 3");

            browser.press("Pause");
            browser.awaitText("3 pending of 3, paused");
            assertThat(api.get("/jobs/" + job + "/status").json().get("paused").asBoolean())
                    .isTrue();
            browser.press("Resume");
            fleet.site.open();

            browser.awaitText("completed 3 completed, 0 failed, 0 pending of 3");
        } finally {
            fleet.site.open();
        }
    }

    @Test
    void aJobIsCancelledFromItsPage() {
        fleet.site.hold();
        try {
            String job = api.submit(fleet.urls("cancel", 0, 300), 5);
            browser.open(api.base() + "/#/jobs/" + job);
            browser.awaitText("in progress 0 completed, 0 failed, 300 pending of 300");

            browser.press("Cancel");

            browser.awaitText("cancelled 0 completed, 0 failed, 300 pending of 300");
            assertThat(api.status(job).status()).isEqualTo("CANCELLED");
        } finally {
            fleet.site.open();
        }
    }
}
