import {progressBar} from "./bar.js";
import {cell, el, write} from "./dom.js";
import {showTime} from "./times.js";
import {chip, count, duration, percent, plural, rate} from "./words.js";

export const OPEN = ["PENDING", "IN_PROGRESS"];
export const STATES = ["PENDING", "IN_PROGRESS", "COMPLETED", "FAILED", "CANCELLED"];

export function isOpen(job) {
  return OPEN.includes(job.status);
}

/** Paused is a state for people, whatever the API calls it. */
export function shownState(job) {
  return isOpen(job) && job.paused ? "PAUSED" : job.status;
}

/** What people know a job by. */
export function jobName(job) {
  if (job.name) {
    return job.name;
  }
  const others = (job.hosts ?? 1) - 1;
  return job.first_host ? `${job.first_host}${others > 0 ? ` and ${plural(others, "more host")}` : ""}` : job.job_id;
}

/** Where it came from, in a line. */
export function jobOrigin(job) {
  return [
    job.name && job.first_host ? job.first_host : null,
    ...(job.sources ?? []).filter(({source}) => source).map(({source, count: times}) => `${source} ${count(times)}`),
    job.scraper && job.scraper !== "article" ? `by ${job.scraper}` : null,
    job.schedule_id ?? job.schedule ? `schedule ${job.schedule_id ?? job.schedule}` : null,
    ...(job.tags ?? []).map((tag) => `#${tag}`),
  ].filter(Boolean).join(" · ");
}

/** How quick it is and how long it takes still, or how long it took. */
export function jobPace(job) {
  if (isOpen(job)) {
    return [job.rate ? `${rate(job.rate)}/s` : null, job.eta_seconds ? `${duration(job.eta_seconds)} left` : null]
      .filter(Boolean).join(", ");
  }
  return job.duration_seconds !== undefined && job.duration_seconds !== null
    ? `took ${duration(job.duration_seconds)}` : "";
}

function parts(job) {
  const state = chip(shownState(job));
  const bar = progressBar();
  const name = el("a", {href: `#/jobs/${job.job_id}`, "data-row": true, class: "name"});
  const origin = el("div", {class: "soft small ellipsis"});
  const numbers = el("span", {class: "small"});
  const failed = el("span", {class: "small bad"});
  const pace = el("span", {class: "soft small"});
  const created = el("span");
  return {
    state, bar, name, origin, numbers, failed, pace, created,
    renew(now) {
      state.renew(shownState(now));
      bar.show(now);
      write(name, jobName(now));
      write(origin, jobOrigin(now));
      write(numbers, `${count(now.completed)} of ${count(now.total_articles)}`);
      write(failed, now.failed > 0 ? `${count(now.failed)} failed (${percent(now.failed, now.total_articles)})` : "");
      write(pace, jobPace(now));
      showTime(created, now.created_at);
    },
  };
}

/** A job as a line of the overview. */
export function jobLine(job) {
  const it = parts(job);
  return {
    element: el("div", {class: "line-of-job"},
      el("div", {class: "who"}, it.name, it.origin), it.state,
      el("div", {class: "how"}, it.bar.element, it.numbers, " ", it.failed, " ", it.pace), it.created),
    renew: it.renew,
  };
}

/** A job as a row of the list, which may be selected. */
export function jobRow(job, selected) {
  const it = parts(job);
  const box = el("input", {type: "checkbox", change: () => selected(job.job_id, box.checked)});
  let revision = -1;
  let known = {};
  const row = {
    element: el("tr", {"data-job": job.job_id},
      cell("Select", {class: "select"}, box),
      cell("Job", {class: "who"}, it.name, it.origin),
      cell("State", {}, it.state),
      cell("Progress", {class: "how"}, it.bar.element, it.numbers, " ", it.failed),
      cell("Pace", {}, it.pace),
      cell("Submitted", {}, it.created)),
    renew(now) {
      if (now.revision >= revision) {
        revision = now.revision;
        known = {...known, ...now};
        it.renew(known);
        box.setAttribute("aria-label", `Select ${jobName(known)}`);
      }
    },
    check(yes) {
      box.checked = yes;
    },
    get job() {
      return known;
    },
  };
  return row;
}
