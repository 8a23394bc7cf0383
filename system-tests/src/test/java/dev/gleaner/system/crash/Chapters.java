package dev.gleaner.system.crash;

import dev.gleaner.system.Client;
import dev.gleaner.system.Fleet;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Everything that an API and a consumer do with their stores. */
final class Chapters {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Chapters() {}

    static List<Chapter> all() {
        return List.of(
                api("submits", Chapters::nothing, Chapters::submits),
                api("retries", Chapters::nothing, Chapters::retries),
                api("cancels", Chapters::nothing, Chapters::cancels),
                api("steers", Chapters::nothing, Chapters::steers),
                api("fires", Timetable::isDue, Timetable::fires),
                api("removes", Chapters::nothing, Chapters::removes),
                api("answers", Chapters::nothing, Chapters::answers),
                api("sweeps", Chapters::halfDone, stage -> stage.until("all is swept", stage::noIntents)),
                api("reaps", Chapters::heldByThePaused, Chapters::untilReaped),
                api("audits", Chapters::emptied, Chapters::untilAudited),
                new Chapter(
                        "removes what is old",
                        Victim.Kind.API,
                        Map.of("JOB_RETENTION", "1s", "ARTICLE_RETENTION", "1s"),
                        Chapters::something,
                        Stage::untilReady),
                consumer("works", Chapters::onlyTheVictim, Chapters::works),
                consumer("is told of a cancel", Chapters::onlyTheVictim, Chapters::cancelledUnderWay),
                consumer("takes over", Chapters::heldByThePaused, Chapters::untilReaped),
                consumer("audits", Chapters::emptied, Chapters::untilAudited),
                consumer("is fenced", Chapters::onlyTheVictim, Chapters::fenced),
                consumer("stops", Chapters::onlyTheVictim, Chapters::stops));
    }

    private static Chapter api(
            String name, java.util.function.Consumer<Stage> before, java.util.function.Consumer<Stage> play) {
        return new Chapter(name, Victim.Kind.API, Map.of(), before, play);
    }

    private static Chapter consumer(
            String name, java.util.function.Consumer<Stage> before, java.util.function.Consumer<Stage> play) {
        return new Chapter(name, Victim.Kind.CONSUMER, Map.of(), before, play);
    }

    private static void nothing(Stage stage) {}

    private static void something(Stage stage) {
        // Long enough ago when the victim looks: its start takes longer than that.
        stage.untilEnded(stage.submit(stage.api(), stage.urls("old", 2)));
        String withKey = stage.api()
                .post(
                        "/jobs/submit",
                        Client.body(stage.urls("kept", 1), 5),
                        Map.of("Idempotency-Key", stage.key("old")))
                .json()
                .get("job_id")
                .asString();
        stage.untilEnded(withKey);
        stage.forgetPromises();
    }

    private static void onlyTheVictim(Stage stage) {
        stage.pauseConsumer();
    }

    private static void submits(Stage stage) {
        stage.untilReady();
        stage.pauseConsumer();
        List<String> urls = stage.urls("new", 3);
        Map<String, String> key = Map.of("Idempotency-Key", stage.key("submit"));
        stage.submitToVictim(urls, Client.body(urls, 9), key);
        stage.submitToVictim(urls, Client.body(urls, 9), key);
        List<String> more = new ArrayList<>(urls);
        more.addAll(stage.urls("more", 1));
        more.addAll(stage.known());
        // Joins what waits, in a better lane.
        stage.submitToVictim(more, Client.body(more, 1), Map.of());
        stage.submitToVictim(stage.known());
        String dryRun = Client.body(urls, 5).replaceFirst("\\{", "{\"dry_run\":true,");
        stage.ask(() -> stage.victim().client().post("/jobs/submit", dryRun, Map.of()));
        // A key whose first submission died before it became a job.
        stage.leftBehind.idempotencyKey(stage.key("stale"), "job_000000000000");
        List<String> again = stage.urls("again", 1);
        stage.submitToVictim(again, Client.body(again, 5), Map.of("Idempotency-Key", stage.key("stale")));
        // Joins a task whose end nobody has been told of yet.
        stage.leftBehind.ended(again);
        stage.submitToVictim(again);
    }

    private static void retries(Stage stage) {
        List<String> urls = new ArrayList<>(stage.urls("broken", 2));
        urls.addAll(stage.urls("good", 1));
        String job = stage.submit(stage.api(), urls);
        stage.untilReady();
        stage.until("the first run has ended", () -> stage.api().status(job).ended());
        stage.pauseConsumer();
        Client.Answer answer = stage.ask(() -> stage.victim().client().post("/jobs/" + job + "/retry"));
        if (answer.status() == 202) {
            stage.promises().retried(job);
        }
        stage.ask(() -> stage.victim().client().post("/jobs/" + job + "/retry"));
        stage.letConsumerGoOn();
        stage.until("the second run has ended", () -> stage.api().status(job).ended());
    }

    private static void cancels(Stage stage) {
        stage.untilReady();
        stage.pauseConsumer();
        String job = stage.submit(stage.api(), stage.urls("cancel", 3));
        cancelThrough(stage, job);
        stage.ask(() -> stage.victim().client().delete("/jobs/" + job));
        stage.until("it lets go of the tasks", stage::noIntents);
    }

    private static void cancelThrough(Stage stage, String job) {
        Client.Answer answer = stage.ask(() -> stage.victim().client().delete("/jobs/" + job));
        if (answer.status() == 200) {
            stage.promises().cancelled(job);
        }
    }

    private static void steers(Stage stage) {
        stage.untilReady();
        stage.pauseConsumer();
        String job = stage.submit(stage.api(), stage.urls("steer", 3));
        // Paused as well while the other is, and resumed by the survivor.
        String shared = stage.submit(stage.api(), stage.urls("steer", 2));
        stage.toBeResumed(job);
        stage.toBeResumed(shared);
        stage.ask(() -> stage.victim().client().post("/jobs/" + job + "/pause"));
        stage.ask(() -> stage.victim().client().post("/jobs/" + shared + "/pause"));
        stage.ask(() -> stage.victim().client().patch("/jobs/" + job, "{\"priority\":1}"));
        // Joins what is held back, and leaves it again.
        String joined = stage.submitToVictim(stage.urls("steer", 1));
        cancelThrough(stage, joined);
        stage.ask(() -> stage.victim().client().post("/jobs/" + job + "/resume"));
        stage.until("the tasks follow", stage::noIntents);
    }

    private static void removes(Stage stage) {
        stage.untilReady();
        List<String> urls = stage.urls("remove", 2);
        Map<String, String> key = Map.of("Idempotency-Key", stage.key("remove"));
        String ended = stage.submitToVictim(urls, Client.body(urls, 5), key)
                .get("job_id")
                .asString();
        stage.until("it has ended", () -> stage.api().status(ended).ended());
        stage.pauseConsumer();
        String open = stage.submit(stage.api(), stage.urls("open", 2));
        for (String job : List.of(ended, open)) {
            stage.promises().mayBePurged(job);
            Client.Answer answer = stage.ask(() -> stage.victim().client().delete("/jobs/" + job + "?purge=true"));
            if (answer.status() == 200) {
                stage.promises().purged(job);
            }
        }
        stage.until("it lets go of the tasks", stage::noIntents);
    }

    private static void answers(Stage stage) {
        stage.untilReady();
        stage.pauseConsumer();
        List<String> urls = stage.urls("open", 2);
        String job = stage.submit(stage.api(), urls);
        Client client = stage.victim().client();
        String url = URLEncoder.encode(stage.known().getFirst(), StandardCharsets.UTF_8);
        for (String path : List.of(
                "/jobs/" + job + "/status",
                "/jobs/" + job + "/results",
                "/jobs/" + job + "/results?format=ndjson",
                "/jobs/" + job + "/results?format=csv",
                "/jobs/" + job + "/results?format=markdown",
                "/jobs/" + job + "/articles",
                "/jobs",
                "/articles?url=" + url,
                "/health/ready")) {
            stage.ask(() -> client.get(path));
        }
        String article = stage.ask(() -> client.get("/articles?url=" + url))
                .json()
                .get("article_id")
                .asString();
        stage.ask(() -> client.get("/articles/" + article));
        List<String> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
        WebSocket socket = watch(client.base() + "/ws/jobs/" + job, heard);
        try {
            stage.until("a snapshot is sent", () -> !heard.isEmpty());
            stage.letConsumerGoOn();
            stage.until("the end is told", () -> heard.stream().anyMatch(text -> text.contains("COMPLETED")));
        } finally {
            socket.abort();
        }
    }

    private static WebSocket watch(String url, List<String> heard) {
        try {
            return HTTP.newWebSocketBuilder()
                    .buildAsync(URI.create(url.replaceFirst("^http", "ws")), new WebSocket.Listener() {
                        @Override
                        public java.util.concurrent.CompletionStage<?> onText(
                                WebSocket from, CharSequence text, boolean last) {
                            heard.add(text.toString());
                            from.request(1);
                            return java.util.concurrent.CompletableFuture.completedStage(null);
                        }
                    })
                    .join();
        } catch (java.util.concurrent.CompletionException refused) {
            throw new Stage.VictimIsGone();
        }
    }

    /** Of every kind of thing that is done in several steps, one of which the process has died. */
    private static void halfDone(Stage stage) {
        List<String> retried = stage.urls("broken", 2);
        String retry = stage.submit(stage.api(), retried);
        List<String> ended = stage.urls("purge", 1);
        String purge = stage.submit(stage.api(), ended);
        stage.untilEnded(retry);
        stage.untilEnded(purge);
        stage.pauseConsumer();
        List<String> unpushed = stage.urls("unpushed", 2);
        String submit = stage.submit(stage.api(), unpushed);
        List<String> told = stage.urls("told", 1);
        String untold = stage.submit(stage.api(), told);
        String steered = stage.submit(stage.api(), stage.urls("steered", 2));
        stage.toBeResumed(steered);
        String cancelled = stage.submit(stage.api(), stage.urls("cancelled", 2));
        stage.api().delete("/jobs/" + cancelled);
        stage.api().post("/jobs/" + retry + "/retry");
        stage.pauseApi();
        stage.leftBehind.unpushed(unpushed);
        stage.leftBehind.intent(submit, "SUBMIT", 2, 1, "");
        stage.leftBehind.ended(told);
        stage.leftBehind.intent(untold, "SUBMIT", 1, 1, "");
        stage.leftBehind.idempotencyKey(stage.key("dead"), "job_ffffffffffff");
        stage.leftBehind.intent("job_ffffffffffff", "SUBMIT", 1, 1, stage.key("dead"));
        stage.leftBehind.intent(cancelled, "SUBMIT", 2, 1, "");
        stage.leftBehind.intent(cancelled, "CANCEL", 2, 1, "");
        stage.leftBehind.intent(submit, "CANCEL", 2, 1, "");
        stage.leftBehind.intent(retry, "RETRY", 2, 2, "");
        stage.leftBehind.intent(purge, "RETRY", 1, 2, "");
        stage.leftBehind.steered(steered, stage.key("steered"));
        stage.promises().mayBePurged(purge);
        stage.leftBehind.intent(purge, "PURGE", 1, 1, stage.key("none"));
    }

    /** A consumer has taken articles and is paused for longer than its lease. */
    private static void heldByThePaused(Stage stage) {
        stage.site.hold();
        List<String> urls = stage.urls("held", 3);
        stage.submit(stage.api(), urls);
        stage.untilFetched(urls);
        List<String> unwanted = stage.urls("unwanted", 1);
        String cancelled = stage.submit(stage.api(), unwanted);
        stage.untilFetched(unwanted);
        stage.pauseConsumer();
        stage.api().delete("/jobs/" + cancelled);
        stage.untilSwept();
        stage.pauseApi();
        stage.site.open();
        stage.leftBehind.ended(urls.subList(0, 1));
        stage.leftBehind.crashedThreeTimes(urls.subList(1, 2));
    }

    private static void untilReaped(Stage stage) {
        stage.untilReady();
        stage.until("nothing is held by the paused", () -> !stage.somebodyHolds());
        if (stage.victimWorks()) {
            stage.until("its work is done", stage::noTasks);
            stage.until("nothing is held", () -> !stage.somebodyHolds());
        }
    }

    /** Redis has lost everything, and nobody else is there to find out. */
    private static void emptied(Stage stage) {
        stage.site.hold();
        List<String> running = stage.urls("running", 2);
        stage.busySite.refuseOnce(20);
        List<String> later = stage.urls(stage.busySite, "later", 1);
        List<String> all = new ArrayList<>(running);
        all.addAll(later);
        stage.submit(stage.api(), all);
        stage.untilFetched(running);
        stage.untilRetryWaits();
        stage.pauseConsumer();
        List<String> queued = stage.urls("queued", 3);
        stage.submit(stage.api(), queued);
        stage.pauseApi();
        stage.site.open();
        stage.leftBehind.ended(queued.subList(0, 1));
        stage.fleet.emptyRedis();
    }

    private static void untilAudited(Stage stage) {
        stage.untilReady();
        stage.until("all is queued again", stage::hasGeneration);
        if (stage.victimWorks()) {
            // If the victim was slow to come, it came when its time had come, too.
            stage.until(
                    "a retry that came early waits, or is tried",
                    () -> stage.retryIsDelayed() || stage.wasTriedAgain("later"));
        }
    }

    private static void works(Stage stage) {
        stage.untilReady();
        stage.busySite.refuseOnce(1);
        List<String> urls = new ArrayList<>(stage.urls("good", 3));
        urls.addAll(stage.urls("missing", 1));
        urls.addAll(stage.urls("broken", 1));
        urls.addAll(stage.urls(stage.slowSite, "slow", 3));
        urls.addAll(stage.urls(stage.busySite, "busy", 2));
        String job = stage.submit(stage.api(), urls);
        List<String> known = stage.known();
        Client.Answer refresh = stage.api()
                .post("/jobs/submit", Client.body(known, 5).replaceFirst("\\{", "{\"max_age\":0,"), Map.of());
        String second = refresh.json().get("job_id").asString();
        stage.promises().accepted(second, known);
        stage.until(
                "both jobs have ended",
                () -> stage.api().status(job).ended()
                        && stage.api().status(second).ended());
        stage.until("nothing is held", () -> !stage.somebodyHolds());
    }

    private static void cancelledUnderWay(Stage stage) {
        stage.untilReady();
        stage.site.hold();
        List<String> urls = stage.urls("unwanted", 2);
        String job = stage.submit(stage.api(), urls);
        stage.until("they run", () -> urls.stream().allMatch(url -> stage.site.hits(Fleet.path(url)) > 0));
        // It asks on every heartbeat whether they are still wanted.
        stage.untilBeat();
        Client.Answer answer = stage.api().delete("/jobs/" + job);
        if (answer.status() == 200) {
            stage.promises().cancelled(job);
        }
        stage.until("they are let go", stage::noTasks);
        stage.until("nothing is held", () -> !stage.somebodyHolds());
        stage.site.open();
    }

    private static void fenced(Stage stage) {
        stage.untilReady();
        stage.site.hold();
        List<String> urls = stage.urls("fenced", 2);
        stage.submit(stage.api(), urls);
        stage.until("they run", () -> urls.stream().allMatch(url -> stage.site.hits(Fleet.path(url)) > 0));
        stage.fleet.emptyRedis();
        stage.until(
                "it begins anew",
                () -> stage.victim().process().lines().stream()
                                .filter(line -> line.contains("Working as"))
                                .count()
                        > 1);
        stage.site.open();
        stage.until("all is done", stage::noTasks);
        stage.until("nothing is held", () -> !stage.somebodyHolds());
    }

    private static void stops(Stage stage) {
        stage.untilReady();
        stage.site.hold();
        List<String> urls = stage.urls("stopped", 2);
        stage.submit(stage.api(), urls);
        stage.until("they run", () -> urls.stream().allMatch(url -> stage.site.hits(Fleet.path(url)) > 0));
        stage.victim().process().askToStop();
        stage.until("it has stopped", () -> false);
    }
}
