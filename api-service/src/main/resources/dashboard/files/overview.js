import {emptyState, head, here, titled} from "./acts.js";
import {ask, askIfThere, askList, query} from "./api.js";
import {hourChart} from "./chart.js";
import {el, facts, rowsOf, write} from "./dom.js";
import {pauseLine} from "./hostparts.js";
import {jobLine} from "./jobrow.js";
import {calmly, every, watch} from "./live.js";
import {whenCounted} from "./strip.js";
import {showTime} from "./times.js";
import {chip, count, duration, rate, shortAddress} from "./words.js";

const NEWEST = 6;
const EVERY = 5000;
const PRIORITIES = ["high", "medium", "low"];

/** How the fleet does: what it does now, what waits, what is wrong, what comes next. */
export function view(main) {
  titled("Overview");
  const chart = hourChart();
  const perSecond = el("b");
  const failing = el("b");
  const queues = queueTable();
  const consumers = list("No consumer is connected: start one with ./gleaner consumer");
  const paused = list("No host is paused.");
  const failures = list("Nothing failed in the last hour.");
  const due = list("No schedule is due. ", el("a", {href: "#/schedules/new"}, "Make one"));
  const stores = el("div");
  const newest = el("div", {class: "lines"});
  const newestRows = rowsOf(newest, (job) => job.job_id, jobLine);
  const first = el("div");
  const grid = el("div", {class: "grid"},
    panel("Last hour", "wide", el("p", {class: "figures"},
      el("span", {}, perSecond, " articles/s now"), el("span", {}, failing, " failures/s")), chart.element),
    panel("Queue", "", queues.element),
    panel("Newest jobs", "wide", newest, el("p", {}, el("a", {href: "#/jobs"}, "All jobs"))),
    panel("Failures of the last hour", "", failures.element),
    panel("Consumers", "", consumers.element, el("p", {}, el("a", {href: "#/consumers"}, "All consumers"))),
    panel("Paused hosts", "", paused.element, el("p", {}, el("a", {href: "#/hosts"}, "All hosts"))),
    panel("Due next", "", due.element, el("p", {}, el("a", {href: "#/schedules"}, "All schedules"))),
    panel("Stores", "", stores));

  main.replaceChildren(
    head("Overview", el("a", {class: "button main", href: "#/submit"}, "Submit articles")), first, grid);

  function counted({stats, health}) {
    if (stats) {
      chart.show(stats.last_hour ?? []);
      write(perSecond, rate(stats.rates?.articles_per_second ?? 0));
      write(failing, rate(stats.rates?.failures_per_second ?? 0));
      queues.show(stats.queues ?? {});
      const codes = Object.entries(stats.failures_by_code ?? {}).sort((one, other) => other[1] - one[1]);
      failures.show(codes, ([code]) => code, () => failureLine(Math.max(1, ...codes.map(([, times]) => times))));
    }
    if (health) {
      stores.replaceChildren(facts({
        "MongoDB": chip(health.mongo), "Redis": chip(health.redis), "Problems": Object.values(health.problems ?? {})
          .join(" · ") || null,
        "Watching": stats?.live ? `${count(stats.live.websocket)} by WebSocket, ${count(stats.live.sse)} by events`
          : null,
      }));
    }
  }

  async function jobsNow() {
    const {list: jobs} = await askList(`jobs${query({limit: NEWEST})}`);
    newestRows.show(jobs);
    grid.classList.toggle("first", jobs.length === 0);
    first.replaceChildren(...jobs.length > 0 ? [] : [emptyState("No jobs yet",
      "A job is a list of addresses. Submit one here, or from a terminal:",
      `curl -s ${here("jobs/submit")} -H 'Content-Type: application/json' \\\n`
      + `  -d '{"articles": [{"url": "https://example.com/"}], "name": "first"}'`,
      el("a", {class: "button main", href: "#/submit"}, "Submit articles"))]);
  }

  async function restNow() {
    const [hosts, fleet, schedules] = await Promise.all([
      ask("hosts?state=paused&limit=5"), askIfThere("consumers"), ask("schedules?enabled=true&limit=200"),
    ]);
    paused.show(hosts.hosts, (one) => one.host, pauseLine);
    consumers.show((fleet ?? []).slice(0, 8), (one) => one.id, consumerLine);
    const next = schedules.schedules.filter((one) => one.next_run_at)
      .sort((one, other) => one.next_run_at.localeCompare(other.next_run_at)).slice(0, 5);
    due.show(next, (one) => one.id, dueLine);
  }

  const quietly = (work) => () => work().catch(() => {});
  const moved = calmly(2000, quietly(jobsNow));
  const ready = jobsNow().catch(() => {});
  const stops = [
    whenCounted(counted), every(EVERY, quietly(restNow)), watch("ws", moved), moved.stop,
  ];
  return {ready, reload: () => [jobsNow, restNow].forEach((work) => quietly(work)()),
    leave: () => stops.forEach((stop) => stop())};
}

function panel(title, kind, ...content) {
  return el("section", {class: `panel ${kind}`}, el("h2", {}, title), ...content);
}

/** Lines that are renewed in place, or a text where there are none. */
function list(...none) {
  const lines = el("ul", {class: "plain"});
  const empty = el("p", {class: "soft"}, ...none);
  const element = el("div", {}, empty, lines);
  let rows;
  return {element, show(items, keyOf, make) {
    rows ??= rowsOf(lines, keyOf, make);
    empty.hidden = items.length > 0;
    rows.show(items);
  }};
}

function queueTable() {
  const rows = new Map();
  const body = el("tbody", {}, ...[...PRIORITIES, "delayed", "waiting for hosts", "held"].map((name) => {
    const [depth, oldest] = [el("td", {class: "number"}), el("td", {class: "number"})];
    rows.set(name, [depth, oldest]);
    return el("tr", {}, el("th", {scope: "row"}, name), depth, oldest);
  }));
  const put = (name, depth, oldest) => {
    write(rows.get(name)[0], count(depth));
    write(rows.get(name)[1], oldest);
  };
  return {
    element: el("table", {class: "tight"}, el("thead", {}, el("tr", {},
      el("th", {scope: "col"}, "List"), el("th", {scope: "col", class: "number"}, "Waiting"),
      el("th", {scope: "col", class: "number"}, "Oldest"))), body),
    show(queues) {
      for (const name of PRIORITIES) {
        const {depth, oldest_seconds: oldest} = queues[name] ?? {};
        put(name, depth, depth ? duration(oldest) : "–");
      }
      const {depth, next_seconds: next} = queues.delayed ?? {};
      put("delayed", depth, depth && next !== null && next !== undefined ? `next in ${duration(next)}` : "–");
      put("waiting for hosts", queues.waiting_for_hosts, "");
      put("held", queues.held, "");
    },
  };
}

function failureLine(most) {
  const code = el("span", {class: "code"});
  const times = el("b", {class: "number"});
  const part = el("span", {class: "part"});
  return {
    element: el("li", {class: "measured"}, code, times, el("span", {class: "measure"}, part)),
    renew: ([name, value]) => {
      write(code, name.replaceAll("_", " "));
      write(times, count(value));
      part.style.width = `${Math.min(100, value / most * 100)}%`;
    },
  };
}

function consumerLine() {
  const name = el("b");
  const busy = el("span", {class: "soft"});
  const now = el("div", {class: "small soft ellipsis"});
  return {
    element: el("li", {}, name, " ", busy, now),
    renew(consumer) {
      write(name, consumer.name ?? consumer.id);
      write(busy, `${count(consumer.running.length)} of ${count(consumer.capacity)} running`);
      write(now, consumer.running.length === 0 ? "waits for work"
        : consumer.running.slice(0, 2).map((one) => `${one.phase ?? "works on"} ${shortAddress(one.url)}`).join(" · "));
    },
  };
}

function dueLine(schedule) {
  const when = el("span");
  const name = el("a", {href: `#/schedules/${schedule.id}`});
  return {
    element: el("li", {}, name, " ", when),
    renew(now) {
      write(name, now.name ?? now.id);
      showTime(when, now.next_run_at);
    },
  };
}
