import {ask, query} from "./api.js";
import {count, el, facts, outside, status, time, trouble, until} from "./dom.js";
import {resume} from "./hosts.js";
import {calmly, watch} from "./live.js";

const PAGE = 100;
const STATES = ["PENDING", "SCRAPING", "SCRAPED", "FAILED", "CANCELLED"];
const FORMATS = {json: "JSON", ndjson: "NDJSON", csv: "CSV", markdown: "Markdown"};
const OPEN = ["PENDING", "IN_PROGRESS"];

/** One job: how far it is, what can be done with it, and each of its articles. */
export function job(main, id) {
  const path = `jobs/${id}`;
  let revision = -1;
  let known;
  const title = el("h1", {}, id);
  const message = el("div");
  const connection = el("span", {class: "soft small last", role: "status"});
  const progress = el("progress", {max: 1, "aria-label": "ended articles"});
  const summary = el("p", {role: "status", id: "summary"});
  const details = el("div", {class: "small"});
  const cancel = el("button", {type: "button", click: () => act(cancel, "DELETE", path)}, "Cancel");
  const pause = el("button", {type: "button", click: () =>
    act(pause, "POST", `${path}/${known?.paused ? "resume" : "pause"}`)}, "Pause");
  const retry = el("button", {type: "button", click: () => act(retry, "POST", `${path}/retry`)}, "Retry failed");
  const remove = el("button", {type: "button", click: removal}, "Remove");
  const articles = articlesOf(path, (problem) => message.replaceChildren(trouble(problem)));

  main.replaceChildren(
    title, message, summary, progress,
    el("div", {class: "bar"}, pause, cancel, retry, remove, connection),
    details,
    el("h2", {}, "Results"),
    el("p", {}, ...Object.entries(FORMATS).flatMap(([format, label]) => [
      el("a", {href: `${path}/results${query({format})}`, download: `${id}.${format}`}, label), " "])),
    el("p", {}, el("a", {href: `${path}/report${query({format: "text"})}`}, "Report")),
    el("h2", {}, "Articles"),
    articles.element);

  function show(state) {
    if (state.revision < revision) {
      return;
    }
    const moved = state.revision > revision;
    revision = state.revision;
    known = {...known, ...state};
    const open = OPEN.includes(known.status);
    const paused = open && known.paused === true;
    const pending = known.total_articles - known.completed - known.failed;
    title.textContent = known.name ?? id;
    summary.replaceChildren(status(known.status),
      ` ${count(known.completed)} completed, ${count(known.failed)} failed, ${count(pending)} pending of ${
        count(known.total_articles)}${paused ? ", paused" : ""}`);
    progress.max = Math.max(1, known.total_articles);
    progress.value = known.completed + known.failed;
    pause.disabled = !open;
    pause.textContent = paused ? "Resume" : "Pause";
    cancel.disabled = !open;
    retry.disabled = open || known.status === "CANCELLED" || known.failed === 0;
    details.replaceChildren(facts({
      "Job": id,
      "Tags": known.tags?.join(", "),
      "Submitted": time(known.created_at),
      "Ended": open ? null : time(known.completed_at),
      "From the cache": known.cached_articles > 0 ? count(known.cached_articles) : null,
      "Run": known.run > 1 ? String(known.run) : null,
    }));
    if (moved) {
      articles.moved();
    }
    if (!open && moved) {
      load(); // when it ended is told by the answer only
    }
  }

  async function load() {
    try {
      const state = await ask(`${path}/status`);
      if (state.revision >= revision) {
        known = state;
      }
      show(state);
    } catch (problem) {
      message.replaceChildren(trouble(problem));
    }
  }

  async function act(button, method, address) {
    button.disabled = true;
    try {
      await ask(address, {method});
      message.replaceChildren();
    } catch (problem) {
      message.replaceChildren(trouble(problem));
    }
    load();
  }

  async function removal() {
    if (!confirm("Remove this job with its results? Its articles stay for other jobs.")) {
      return;
    }
    try {
      await ask(`${path}?purge=true`, {method: "DELETE"});
      location.hash = "#/";
    } catch (problem) {
      message.replaceChildren(trouble(problem));
    }
  }

  load();
  articles.moved();
  const stop = watch(`ws/${path}`, (told) => show({
    status: told.status, completed: told.completed, failed: told.failed, total_articles: told.total,
    revision: told.revision, paused: told.paused,
  }), (connected) => {
    connection.textContent = connected ? "live" : "connecting…";
  });
  return () => {
    stop();
    articles.stop();
  };
}

/** The table of a job's articles, in pages. */
function articlesOf(path, failed) {
  let cursors = [null];
  let asked = 0;
  const body = el("tbody");
  const state = el("select", {change: fromTheStart, id: "article-state"},
    el("option", {value: ""}, "all"),
    ...STATES.map((name) => el("option", {value: name}, name.toLowerCase())));
  const back = el("button", {type: "button", disabled: true, click: () => {
    cursors.pop();
    load();
  }}, "Back");
  const next = el("button", {type: "button", disabled: true, click: () => {
    cursors.push(next.cursor);
    load();
  }}, "Next");

  function fromTheStart() {
    cursors = [null];
    load();
  }

  async function load() {
    const mine = ++asked;
    try {
      const page = await ask(`${path}/articles${query({status: state.value, limit: PAGE, cursor: cursors.at(-1)})}`);
      if (mine !== asked) {
        return;
      }
      body.replaceChildren(...page.articles.map((article) => line(article, load, failed)));
      if (page.articles.length === 0) {
        body.append(el("tr", {}, el("td", {colspan: "4", class: "soft"}, "None here.")));
      }
      back.disabled = cursors.length === 1;
      next.cursor = page.next_cursor;
      next.disabled = !page.next_cursor;
    } catch (problem) {
      if (mine === asked) {
        failed(problem);
      }
    }
  }

  const moved = calmly(2000, load);
  return {
    element: el("div", {},
      el("div", {class: "bar"}, el("label", {}, "Status", state)),
      el("div", {class: "scroll"}, el("table", {},
        el("thead", {}, el("tr", {},
          ...["Address", "Status", "Attempts", "What happened"].map((head) => el("th", {scope: "col"}, head)))),
        body)),
      el("div", {class: "bar"}, back, next)),
    moved,
    stop: moved.stop,
  };
}

function line(article, again, failed) {
  return el("tr", {},
    el("td", {class: "address"}, outside(article.url),
      article.source || article.category
        ? el("div", {class: "soft small"}, [article.source, article.category].filter(Boolean).join(" · ")) : null),
    el("td", {}, status(article.status), article.cached ? el("div", {class: "soft small"}, "from the cache") : null),
    el("td", {}, article.attempts > 0 ? count(article.attempts) : ""),
    el("td", {class: "small"}, happened(article, again, failed)));
}

function happened(article, again, failed) {
  if (article.status === "SCRAPED") {
    return el("a", {href: `#/articles/${article.article_id}`}, "Read");
  }
  if (article.host_paused_until && article.waiting_for?.startsWith("its host")) {
    return el("span", {},
      `${article.host} is paused, and asked again `, until(article.host_paused_until),
      article.host_pause_reason ? `, because ${article.host_pause_reason} ` : " ",
      resume(article.host, again, failed));
  }
  if (article.waiting_for) {
    return el("span", {}, `waits for ${article.waiting_for}`, article.error ? ` (${article.error})` : "");
  }
  return article.error ?? "";
}
