// The fleet that the fake API tells of.
import {article, articlesOf, attemptsOf, failuresOf} from "./fakearticles.mjs";

export function back(seconds) {
  return new Date(Date.now() - seconds * 1000).toISOString();
}

const ahead = (seconds) => back(-seconds);

/** A job as /jobs tells it. */
function job(id, name, status, total, completed, failed, more = {}) {
  const ended = ["COMPLETED", "FAILED", "CANCELLED"].includes(status);
  return {job_id: id, status, total_articles: total, completed, failed, pending: total - completed - failed,
    new_articles: total, cached_articles: 0, created_at: back(more.age ?? 900), updated_at: back(10), revision: 5,
    run: 1,
    started_at: back((more.age ?? 900) - 2), completed_at: ended ? back((more.age ?? 900) - 240) : null, name, tags: [],
    paused: false, first_host: "news.example.org", hosts: 3, sources: [{source: "Example News", count: total}],
    duration_seconds: ended ? 240 : more.age ?? 900, rate: ended ? total / 240 : 12.4,
    eta_seconds: ended ? null : 190, ...more};
}

const jobs = [
  job("job_a1", "Morning news", "IN_PROGRESS", 4_200, 2_310, 84, {tags: ["news", "early"], age: 300}),
  job("job_a2", null, "IN_PROGRESS", 320, 40, 0, {paused: true, age: 1500, first_host: "blog.example.com", hosts: 1,
    rate: null, eta_seconds: null}),
  job("job_a3", "Archive of 2019", "PENDING", 12_000, 0, 0, {age: 60, rate: null, eta_seconds: null}),
  job("job_a4", "Science weekly", "COMPLETED", 48, 42, 6, {age: 5000, tags: ["science"], schedule_id: "science"}),
  job("job_a5", "Sitemap check", "FAILED", 12, 0, 12, {age: 9000}),
  job("job_a6", "Press releases", "CANCELLED", 900, 300, 20, {age: 20_000}),
  ...Array.from({length: 306}, (none, at) => job(`job_b${at}`, `Nightly ${306 - at}`, "COMPLETED", 100 + at,
    100 + at, 0, {age: 30_000 + at * 3600, tags: ["nightly"]})),
];

/** A job with so many articles, which end one after the other. */
export function largeJob(size) {
  const articles = articlesOf("large", size, "PENDING");
  const one = job("job_large", "Ten thousand articles", "IN_PROGRESS", size, 0, 0, {age: 20, rate: 500,
    eta_seconds: size / 500});
  let next = 0;
  return {job: one, articles, end(number) {
    const ended = [];
    for (let at = 0; at < number && next < size; at++, next++) {
      const bad = next % 25 === 0;
      Object.assign(articles[next], {status: bad ? "FAILED" : "SCRAPED", waiting_for: null,
        error_code: bad ? "http_error" : null, error: bad ? "404 Not Found" : null});
      one[bad ? "failed" : "completed"]++;
      one.pending--;
      one.revision++;
      ended.push({...step(undefined, one), article_id: articles[next].article_id,
        article_status: articles[next].status, error_code: articles[next].error_code});
    }
    one.status = next === size ? "COMPLETED" : "IN_PROGRESS";
    return ended;
  }};
}

/** How a job stands, as a message tells it. */
export function step(type, {job_id, status, completed, failed, total_articles, revision, paused}) {
  return {type, job_id, status, completed, failed, total: total_articles, revision, paused};
}

const hosts = [
  {host: "slow.example.net", state: "PAUSED", paused_until: ahead(240), reason: "3 addresses answered 503", running: 0,
    waiting: 812, max_concurrent: 4},
  {host: "shop.example.com", state: "PAUSED", paused_until: ahead(3000), paused_by_operator: true, running: 0,
    note: "asked us to wait until their sale is over", waiting: 40, max_concurrent: 4},
  {host: "old.example.org:8080", state: "SLOWED", reason: "its robots.txt asks for a Crawl-delay of 2 s", running: 1,
    waiting: 96, max_concurrent: 1, limits: {delay_ms: 2000}},
  {host: "news.example.org", state: "OPEN", running: 4, waiting: 310, max_concurrent: 4},
  {host: "blog.example.com", state: "OPEN", running: 2, waiting: 0, max_concurrent: 4},
];

const schedules = [
  schedule("morning-news", "Morning news", {type: "cron", expression: "30 6 * * 1-5"}, "running", 5400, ["news"]),
  schedule("science", "Science weekly", {type: "weekly", days: ["MON"], time: "09:00"}, "completed", 90_000,
    ["science"]),
  schedule("sitemaps", null, {type: "interval", every: "15m"}, "failed", 420, []),
  {...schedule("holiday", "Shop prices", {type: "daily", time: "03:00"}, "disabled", null, []), enabled: false,
    note: "until their sale is over"},
];

function schedule(id, name, trigger, status, next, tags) {
  return {id, name, trigger, status, tags, enabled: true, time_zone: "Europe/Berlin", max_age: "day", overlap: "skip",
    articles: [{url: "https://news.example.org/"}], next_run_at: next === null ? null : ahead(next),
    last_run_at: back(4000), last_outcome: status === "failed" ? "SKIPPED_OVERLAP" : "FIRED", failures_in_a_row: 0,
    created_at: back(900_000), updated_at: back(80_000), revision: 3, warnings: []};
}

const preview = {words: "At 06:30 on Monday to Friday", time_zone: "Europe/Berlin", notes: [
  "On 28 March 2027 clocks go forward; it runs as on other days"], warnings: [], next: [1, 2, 3, 4, 5].map((day) => ({
  at: ahead(day * 86_400), local: `${ahead(day * 86_400).slice(0, 10)}T06:30:00+01:00`}))};

const history = [["FIRED", "it was due", "job_a4"], ["SKIPPED_OVERLAP", "1 job was open", null],
  ["MISSED", "no API process ran within 5 minutes", null], ["FIRED", "somebody asked for it", "job_a1"]]
  .map(([outcome, reason, job_id], at) => ({id: `o${at}`, cause: at === 3 ? "manual" : "trigger", outcome,
    reason, job_id,
    due_at: back(4000 + at * 86_400), decided_at: back(4000 + at * 86_400)}));

const consumers = ["consumer-1", "consumer-2", "consumer-3"].map((name, at) => ({id: name, name, host: `node-${at + 1}`,
  pid: 4100 + at, version: "0.1.0", since: back(86_000 + at), beat_at: back(2), capacity: 16,
    articles_ended: 48_211 + at,
  scrapers: ["article", "news-spider"], running: [1, 2, 3].slice(at).map((one) => ({article_id: `art_${at}${one}`,
    url: `https://news.example.org/2026/11/a-long-title-of-an-article-${one}`, host: "news.example.org",
    phase: one === 1 ? "reads" : "fetches", since: back(one), job_id: "job_a1", scraper: "article"}))}));

const scrapers = [
  {name: "article", description: "Fetches a page and reads the article out of it.", mode: "article", params: [],
    settings: [], hosts: [], categories: [], consumers: null},
  {name: "news-spider", description: "A Scrapy project that walks a section.", mode: "run",
    settings: ["DOWNLOAD_DELAY"],
    params: [{name: "section", type: "text", description: "which part of the paper", required: true},
      {name: "depth", type: "number", description: "how far it follows links", default: "2"}], hosts: [],
    categories: [], consumers: 2},
];

function stats() {
  return {at: back(0), queues: {high: {depth: 12, oldest_seconds: 4}, medium: {depth: 1_722, oldest_seconds: 139},
    low: {depth: 12_000, oldest_seconds: 60}, delayed: {depth: 9, next_seconds: 14}, waiting_for_hosts: 948, held: 280},
  rates: {articles_per_second: 12.4, failures_per_second: 0.31, claims_per_second: 12.9},
  jobs: {pending: 1, in_progress: 2, paused: 1}, consumers: {count: 3, capacity: 48, running: 6},
  hosts: {known: 5, paused: 2, limited: 1}, failures_by_code: {http_error: 214, timeout: 61, robots_refused: 22,
    no_article: 9}, schedules: {enabled: 3, next_due: ahead(420)}, live: {websocket: 2, sse: 1},
  stores: {mongo: "UP", redis: "UP"}, last_hour: Array.from({length: 60}, (none, at) => ({minute: back((59 - at) * 60),
    succeeded: Math.round(420 + 300 * Math.sin(at / 7) + (at * 37 % 60)), failed: at % 9 === 0 ? 60 : at * 7 % 14,
    retried: at % 5, bytes: 1e7}))};
}

export function jobOf(id, large) {
  return id === large.job.job_id ? large.job : jobs.find((one) => one.job_id === id);
}

/** What the API answers: {body, status, total}. */
export function answer(method, path, query, large) {
  const part = path.split("/").filter(Boolean);
  const [room, id, what, article_id, rest] = part;
  if (method !== "GET" && room !== "schedules" && !(room === "jobs" && id === "submit")) {
    return {body: {message: "done"}};
  }
  const skip = Number(query.get("skip") ?? 0);
  const limit = Number(query.get("limit") ?? 50);
  switch (room) {
    case "health": return {body: {status: "UP", mongo: "UP", redis: "UP"}};
    case "stats": return {body: stats()};
    case "consumers": return {body: consumers};
    case "hosts": return {body: {hosts: hosts.filter(({state}) => (query.get("state") ?? state) === state), total: 5}};
    case "scrapers": return {body: {scrapers, total: 2}};
    case "schedules": return schedulesAnswer(id, what);
    case "articles": return {body: article(id, what)};
    case "jobs": break;
    default: return missing(path);
  }
  if (id === undefined) {
    const found = jobs.filter((one) => (query.get("status_filter") ?? one.status) === one.status
      && `${one.name} ${one.job_id} ${one.first_host} ${one.tags}`.toLowerCase()
        .includes((query.get("q") ?? "").toLowerCase()));
    return {body: found.slice(skip, skip + limit), total: found.length};
  }
  if (id === "submit") {
    return {body: verdicts()};
  }
  const known = jobOf(id, large);
  if (!known) {
    return missing(path);
  }
  if (what === "failures") {
    return {body: failuresOf(known)};
  }
  if (what === "deliveries") {
    return {body: {deliveries: known.status === "COMPLETED" ? [delivery] : []}};
  }
  if (rest === "attempts") {
    return {body: attemptsOf(article_id)};
  }
  if (what === "articles") {
    const all = known === large.job ? large.articles : articlesOf(id, Math.min(known.total_articles, 600), known);
    const from = query.get("cursor") ? Number(query.get("cursor")) : skip;
    const next = from + limit < all.length ? String(from + limit) : null;
    return {body: {job_id: id, status: known.status, total_articles: known.total_articles,
      articles: all.slice(from, from + limit), next_cursor: next}, total: all.length};
  }
  return {body: known};
}

const delivery = {id: "dlv_1", kind: "webhook", event: "job.completed", target: "https://example.com/hooks",
  attempts: [{
  at: back(4500), duration_ms: 80, http_status: 200}], attempt_count: 1, state: "delivered", reason: null};

function schedulesAnswer(id, what) {
  if (id === undefined) {
    return {body: {schedules, total: schedules.length}};
  }
  if (id === "status") {
    return {body: {paused: false, total: 4, enabled: 3, disabled: 1}};
  }
  if (id === "preview" || what === "preview") {
    return {body: preview};
  }
  return {body: what === "history" ? {schedule_id: id, occurrences: history, next_cursor: null}
    : schedules.find((one) => one.id === id) ?? schedules[0]};
}

function verdicts() {
  const words = ["new", "new", "cached", "duplicate", "refused", "new"];
  return {dry_run: true, accepted: false, total_articles: 6, new_articles: 3, cached_articles: 1, duplicate_articles: 1,
    refused_articles: 1, articles: words.map((verdict, at) => ({path: `articles[${at}].url`, verdict,
      url: `https://news.example.org/page/${at}`, reason: {refused: "not on the public internet",
        duplicate: "the same as line 1", cached: "fetched 2 hours ago"}[verdict] ?? null}))};
}

function missing(path) {
  return {status: 404, body: {status: 404, title: "Not Found", detail: `There is no ${path}`}};
}
