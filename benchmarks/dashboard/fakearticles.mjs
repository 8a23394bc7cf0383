// The articles of the fake API.
const back = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();

const TEXT = `# Rivers that run backwards

For three days each spring the *Tonle Sap* turns around. What was a river to the sea becomes a river **into the land**,
and the lake at its end grows to five times its size.

![A boat on the lake](https://news.example.org/boat.jpg)

## Why it turns

The Mekong rises faster than its bed can take. Three things come together:

1. snow of the high valleys,
2. the first rain, and
3. a plain with a fall of \`1 cm\` on a kilometre.

> We do not measure the year in months. We measure it in water.

| month | area in km² |
|---|---|
| April | 2,700 |
| October | 16,000 |

More is in [the report of the commission](https://river.example.org/report), which was published last week.
`;

/** Articles of a job; with a job as state, spread over the states as its counts say. */
export function articlesOf(name, size, state) {
  return Array.from({length: size}, (none, at) => {
    const status = typeof state === "string" ? state : spread(state, at / size);
    const bad = status === "FAILED";
    return {article_id: `art_${name}_${at}`, url: `https://news.example.org/2026/11/${at}/a-title-of-an-article`,
      source: "Example News", category: at % 3 ? "world" : "science", priority: 5, cached: at % 11 === 0 && !bad,
      status,
      attempts: bad ? 4 : status === "PENDING" ? 0 : 1, error_code: bad ? (at % 2 ? "http_error" : "timeout") : null,
      error: bad ? (at % 2 ? "404 Not Found" : "no answer within 30 s") : null, host: "news.example.org",
      waiting_for: status === "PENDING" ? "its turn in the medium list" : null, next_try_at: null};
  });
}

function spread({status, total_articles: total, completed, failed}, place) {
  const open = {CANCELLED: "CANCELLED"}[status] ?? (place > 0.995 ? "SCRAPING" : "PENDING");
  return place < failed / total ? "FAILED" : place < (failed + completed) / total ? "SCRAPED" : open;
}

/** The failures of a job by their reasons. */
export function failuresOf({job_id, failed}) {
  const most = Math.ceil(failed * 0.7);
  const group = (code, count, retryable, meaning, advice, error) => ({code, count, retryable, meaning, advice,
    hosts: [{host: "news.example.org", count}], examples: [{article_id: "art_x_1", error, attempted_at: back(200),
      url: "https://news.example.org/2026/11/1/a-title-of-an-article"}]});
  return {job_id, run: 1, total: failed, groups: failed === 0 ? [] : [
    group("http_error", most, false, "The site answered with a status that has no page.",
      "Look whether the address is still right; a retry helps only if the page has come back.", "404 Not Found"),
    group("timeout", failed - most, true, "The site took longer than it may.",
      "Retry these when the site is less busy, or give them a longer timeout.", "no answer within 30 s"),
  ].filter(({count}) => count > 0)};
}

export function attemptsOf(article_id) {
  return {article_id, url: "https://news.example.org/2026/11/1/a-title-of-an-article",
    attempts: [1, 2, 3].map((attempt) => ({
    attempt, started_at: back(900 - attempt * 200), ended_at: back(899 - attempt * 200), consumer: "consumer-1",
    outcome: attempt === 3 ? "failed" : "retrying", http_status: attempt === 1 ? 503 : 404,
    error_code: attempt === 1 ? "http_retryable" : "http_error", error: attempt === 1 ? "503" : "404 Not Found",
    next_at: attempt < 3 ? back(700 - attempt * 200) : null}))};
}

/** An article, or what else is asked of it. */
export function article(id, what) {
  if (what === "versions") {
    return [2, 1].map((version) => ({version, content_hash: `hash${version}`, title: "Rivers that run backwards",
      fetched_at: back(version === 2 ? 4000 : 90_000), word_count: 100 + version}));
  }
  if (what === "jobs") {
    return [["job_a4", "Science weekly", false], ["job_a1", "Morning news", true]].map(([job_id, name, cached]) => ({
      job_id, name, status: "COMPLETED", created_at: back(5000), cached}));
  }
  return {article_id: id, url: "https://news.example.org/rivers", final_url: "https://news.example.org/science/rivers",
    source: "Example News", category: "science", priority: 5, status: "SCRAPED", title: "Rivers that run backwards",
    authors: ["Ada Example", "Lin Sample"], published_at: back(86_000), language: "en",
    description: "On a lake that breathes",
    canonical_url: "https://news.example.org/science/rivers", word_count: 104, content: TEXT, markdown: TEXT,
    content_hash: "9c1f0a", http_status: 200, retry_count: 0, reference_count: 2, created_at: back(90_000),
    updated_at: back(4000), scraped_at: back(4000), sources: {title: "json-ld", authors: "json-ld",
      published_at: "meta",
      language: "text", description: "meta", canonical_url: "link"}, fetch: {started_at: back(4001), http_status: 200,
      body_bytes: 84_211, content_bytes: 2_100, content_type: "text/html; charset=utf-8", protocol: "h2",
      redirects: [{url: "https://news.example.org/rivers", status: 301}], address: "203.0.113.7",
      timings_ms: {waited: 12, connected: 41, first_byte: 96, body: 130, read: 58}}};
}
