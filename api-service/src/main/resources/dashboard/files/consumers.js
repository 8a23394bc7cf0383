import {emptyState, head, titled, trouble} from "./acts.js";
import {askIfThere} from "./api.js";
import {el, outside, rowsOf, write} from "./dom.js";
import {every} from "./live.js";
import {showTime} from "./times.js";
import {count, plural, shortAddress} from "./words.js";

const EVERY = 3000;

/** The processes that fetch, and what each does now. */
export function view(main) {
  titled("Consumers");
  const message = el("div");
  const list = el("div", {class: "grid"});
  const rows = rowsOf(list, (one) => one.id, consumer);
  main.replaceChildren(head("Consumers"), message, list);

  async function load() {
    try {
      const all = await askIfThere("consumers");
      rows.show(all ?? []);
      message.replaceChildren(...all?.length > 0 ? [] : [emptyState(
        all === null ? "This API does not tell of its consumers" : "No consumer is connected",
        "Nothing is fetched without one. Start as many as you like, each on the same stores:", "./gleaner consumer")]);
    } catch (problem) {
      if (problem.status !== 0) {
        message.replaceChildren(trouble(problem));
      }
    }
  }

  const stop = every(EVERY, load);
  return {reload: load, leave: stop};
}

function consumer({id}) {
  const name = el("h2");
  const where = el("p", {class: "soft small"});
  const beat = el("span");
  const since = el("span");
  const busy = el("p");
  const part = el("span", {class: "part"});
  const body = el("ul", {class: "plain small"});
  const running = rowsOf(body, (one) => one.article_id, task);
  return {
    element: el("section", {class: "panel", "data-consumer": id},
      el("div", {class: "bar"}, name), where,
      el("p", {class: "soft small"}, "here since ", since, ", last heard of ", beat),
      busy, el("span", {class: "measure"}, part), body),
    renew(now) {
      write(name, now.name ?? now.id);
      write(where, [now.host, now.pid ? `process ${now.pid}` : null, now.version ? `version ${now.version}` : null,
        now.scrapers?.length ? `scrapers ${now.scrapers.join(", ")}` : null].filter(Boolean).join(" · "));
      showTime(beat, now.beat_at);
      showTime(since, now.since);
      write(busy, `${count(now.running.length)} of ${count(now.capacity)} running, ${
        plural(now.articles_ended ?? 0, "article")} ended`);
      part.style.width = `${now.running.length / Math.max(1, now.capacity) * 100}%`;
      running.show(now.running.slice(0, 20));
    },
  };
}

function task(one) {
  const phase = el("span", {class: "soft"});
  const since = el("span", {class: "soft"});
  return {
    element: el("li", {class: "address"}, one.job_id
      ? el("a", {href: `#/jobs/${one.job_id}`, title: one.url}, shortAddress(one.url))
      : outside(one.url, shortAddress(one.url)), " ", phase, " ", since),
    renew(now) {
      write(phase, [now.phase, now.scraper && now.scraper !== "article" ? `by ${now.scraper}` : null]
        .filter(Boolean).join(" "));
      showTime(since, now.since);
    },
  };
}
