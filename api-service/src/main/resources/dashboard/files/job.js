import {action, emptyState, tell, titled, trouble} from "./acts.js";
import {articleList} from "./articlelist.js";
import {Problem, ask} from "./api.js";
import {progressBar} from "./bar.js";
import {el, facts, select, write} from "./dom.js";
import {failureGroups} from "./failures.js";
import {deliveries, exports, reportButton} from "./jobextras.js";
import {isOpen, jobName, shownState} from "./jobrow.js";
import {calmly, watch} from "./live.js";
import {takesChanges} from "./state.js";
import {ago, exactly} from "./times.js";
import {chip, count, duration, percent, rate} from "./words.js";

const LOOK_EVERY = 3000;
const PRIORITIES = [["", "priority as submitted"], ["2", "priority high"], ["5", "priority medium"],
  ["9", "priority low"]];

/** One job as it runs, and what can be done with it. */
export function view(main, [id], given, remember) {
  titled("Job");
  const path = `jobs/${id}`;
  let known = null;
  let gone = false;
  let stop = () => {};
  const title = el("h1", {tabindex: "-1"}, id);
  const state = chip("PENDING");
  const bar = progressBar();
  const numbers = el("p", {class: "numbers-of-job", role: "status"});
  const pace = el("p", {class: "soft"});
  const details = el("div");
  const message = el("div");
  const connection = el("span", {class: "soft small"});
  const act = (method, address, said, body) => async () => {
    await ask(address, {method, body});
    tell(said);
    await load();
  };
  const pause = action("Pause", () => act("POST", `${path}/${paused() ? "resume" : "pause"}`,
    paused() ? "It goes on" : "Nothing more of it is fetched until it is resumed")());
  const retry = action("Retry failed", () => act("POST", `${path}/retry`, "Runs again")());
  const cancel = action("Cancel", act("DELETE", path, "Cancelled"), {kind: "danger", question: {
    title: "Cancel this job?", text: "What is not fetched yet is given up; what has come stays.", yes: "Cancel it"}});
  const remove = action("Remove", async () => {
    await ask(`${path}?purge=true`, {method: "DELETE"});
    gone = true;
    tell("Removed");
    location.hash = "#/jobs";
  }, {kind: "danger", question: {
    title: "Remove this job?", text: "It goes with its results. Its articles stay for other jobs.", yes: "Remove it"}});
  const priority = select({"aria-label": "Priority", "data-acts": true, change: async () => {
    try {
      await act("PATCH", path, "Moved", {priority: Number(priority.value)})();
    } catch (problem) {
      tell(problem);
    }
  }}, PRIORITIES);
  const failures = failureGroups(path, () => load(), (filter) => articles.narrow(filter));
  const articles = articleList(id, given, remember);
  const sent = deliveries(path);
  const whole = el("div", {class: "job"},
    el("div", {class: "head"}, el("div", {}, title, el("div", {class: "bar"}, state, connection)),
      el("div", {class: "bar"}, pause, retry, priority, reportButton(path), exports(path, id),
        el("span", {class: "apart"}, cancel, remove))),
    bar.element, numbers, pace,
    failures.element, articles.element, sent.element,
    el("section", {}, el("h2", {}, "Facts"), details));
  whole.hidden = true;
  main.replaceChildren(message, whole);

  function paused() {
    return isOpen(known ?? {}) && known.paused === true;
  }

  function show() {
    const open = isOpen(known);
    const pending = known.total_articles - known.completed - known.failed;
    write(title, jobName(known));
    titled(`${percent(known.completed + known.failed, known.total_articles)} ${jobName(known)}`);
    state.renew(shownState(known));
    bar.show(known);
    write(numbers, `${count(known.completed)} completed, ${count(known.failed)} failed${
      known.failed > 0 ? ` (${percent(known.failed, known.total_articles)})` : ""}, ${count(pending)} pending of ${
      count(known.total_articles)}`);
    pause.allow(open);
    write(pause, paused() ? "Resume" : "Pause");
    cancel.allow(open);
    retry.allow(!open && (known.failed > 0 || known.status === "CANCELLED"));
    write(retry, known.status === "CANCELLED" ? "Run the rest" : "Retry failed");
    priority.disabled = !open || !takesChanges();
    showPace(open);
    failures.moved(known.failed);
  }

  function showPace(open) {
    const lived = known.duration_seconds
      ?? ((open ? Date.now() : Date.parse(known.completed_at)) - Date.parse(known.created_at)) / 1000;
    write(pace, [
      known.rate !== null && known.rate !== undefined ? `${rate(known.rate)} articles/s` : null,
      open && known.eta_seconds ? `about ${duration(known.eta_seconds)} left` : null,
      known.created_at ? `${open ? "running for" : "took"} ${duration(lived)}` : null,
    ].filter(Boolean).join(" · "));
  }

  function showDetails() {
    const schedule = known.schedule_id ?? known.schedule;
    details.replaceChildren(facts({
      "Job": id,
      "Tags": known.tags?.join(", "),
      "Submitted": el("span", {}, exactly(known.created_at), " (", ago(known.created_at), ")"),
      "Started": exactly(known.started_at),
      "Finished at": isOpen(known) ? null : exactly(known.completed_at),
      "Paused": known.paused ? ago(known.paused_at) : null,
      "Sources": known.sources?.filter(({source}) => source)
        .map(({source, count: times}) => `${source} ${count(times)}`).join(", "),
      "Hosts": known.hosts
        ? `${known.first_host}${known.hosts > 1 ? ` and ${count(known.hosts - 1)} more` : ""}` : null,
      "Schedule": schedule ? el("a", {href: `#/schedules/${schedule}`}, schedule) : null,
      "Scraper": known.scraper,
      "From the cache": known.cached_articles > 0 ? count(known.cached_articles) : null,
      "Run": known.run > 1 ? String(known.run) : null,
    }));
  }

  async function load() {
    if (gone) {
      return;
    }
    try {
      const first = known === null;
      // What stands above the list comes with the first look, so that nothing jumps.
      const [now] = await Promise.all([ask(`${path}/status`), first ? failures.load() : null]);
      known = known !== null && known.revision > now.revision ? {...now, ...known} : now;
      message.replaceChildren();
      whole.hidden = false;
      priority.value = [...priority.options].some(({value}) => value === String(known.priority ?? ""))
        ? String(known.priority ?? "") : "";
      show();
      showDetails();
      if (first && !gone) {
        stop = watch(`ws/${path}`, heard, (connected) => write(connection, connected ? "live" : "connecting…"));
        articles.load();
        sent.load();
      }
    } catch (problem) {
      lost(problem);
    }
  }

  /** A job that there is not has nothing to show, and nothing to do. */
  function lost(problem) {
    if (problem instanceof Problem && problem.status === 404) {
      whole.hidden = true;
      stop();
      message.replaceChildren(emptyState("There is no such job",
        `${id} was removed, or never was. Jobs are removed by hand, or when they are older than JOB_RETENTION says.`,
        null, el("a", {class: "button", href: "#/jobs"}, "All jobs")));
    } else if (known === null) {
      whole.hidden = true;
      message.replaceChildren(trouble(problem));
    }
  }

  function heard(told) {
    if (told.type === "job_removed") {
      lost(new Problem(404, {}));
      return;
    }
    articles.heard(told.updates ?? []);
    if (known === null || told.revision < known.revision) {
      return;
    }
    const wasOpen = isOpen(known);
    known = {...known, status: told.status, completed: told.completed, failed: told.failed,
      total_articles: told.total, revision: told.revision, paused: told.paused};
    show();
    if (told.type === "snapshot" || told.skipped > 0) {
      articles.load();
    }
    if (wasOpen !== isOpen(known)) {
      articles.load();
      sent.load();
    }
    calm();
  }

  const calm = calmly(LOOK_EVERY, load);
  calm();
  const timer = setInterval(() => {
    if (known !== null && isOpen(known) && !document.hidden) {
      calm();
      articles.refresh();
    }
  }, LOOK_EVERY);
  return {ready: Promise.resolve(), reload() {
    load();
    articles.load();
  }, leave() {
    gone = true;
    stop();
    clearInterval(timer);
    calm.stop();
    articles.stop();
    failures.stop();
  }};
}

