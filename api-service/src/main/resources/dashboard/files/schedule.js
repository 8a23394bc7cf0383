import {action, emptyState, tell, titled, trouble} from "./acts.js";
import {ask, query} from "./api.js";
import {cell, el, facts, rowsOf, table, write} from "./dom.js";
import {every} from "./live.js";
import {switchOf, triggerText} from "./schedules.js";
import {ago, exactly, showTime} from "./times.js";
import {chip, count, duration, plural} from "./words.js";

const EVERY = 4000;
const HISTORY = 50;

/** One schedule: when it is due, what was decided of each time, and what it does. */
export function view(main, [id]) {
  titled("Schedule");
  let known = null;
  let left = false;
  const path = `schedules/${id}`;
  const title = el("h1", {tabindex: "-1"}, id);
  const state = chip("waiting");
  const note = el("p", {class: "soft", role: "status"});
  const next = el("div");
  const details = el("div");
  const message = el("div");
  const historyBody = el("tbody");
  const history = rowsOf(historyBody, (one) => one.id, occurrence);
  const noHistory = el("p", {class: "soft"}, "Nothing was decided yet: it was not due.");
  const toggle = switchOf(id, () => known?.enabled, load);
  toggle.classList.remove("small");
  const run = action("Run now", async () => {
    const fired = await ask(`${path}/run`, {method: "POST"});
    tell(el("span", {}, "It runs: ", el("a", {href: `#/jobs/${fired.job_id}`}, "the job")));
    await load();
  });
  const remove = action("Remove", async () => {
    await ask(path, {method: "DELETE"});
    left = true;
    tell("Removed");
    location.hash = "#/schedules";
  }, {kind: "danger", question: {title: "Remove this schedule?", text: "It goes with its history. Its jobs stay.",
    yes: "Remove it"}});
  const whole = el("div", {},
    el("div", {class: "head"}, el("div", {}, title, state), el("div", {class: "bar"}, run, toggle,
      el("a", {class: "button", href: `#/schedules/${id}/edit`}, "Edit"), el("span", {class: "apart"}, remove))),
    note,
    el("div", {class: "columns"},
      el("section", {}, el("h2", {}, "History"),
        table("History", ["Due", "Decided", "Why", "Job"], historyBody), noHistory),
      el("div", {class: "beside"}, el("section", {class: "panel"}, el("h2", {}, "Due next"), next),
        el("section", {class: "panel"}, el("h2", {}, "What it does"), details))));
  main.replaceChildren(message, whole);

  async function load() {
    if (left) {
      return;
    }
    try {
      const [now, due, past] = await Promise.all([
        ask(path), ask(`${path}/preview`), ask(`${path}/history${query({limit: HISTORY})}`)]);
      const moved = known?.revision !== now.revision || known?.next_run_at !== now.next_run_at;
      known = now;
      message.replaceChildren();
      show();
      if (moved) {
        next.replaceChildren(...upcoming(due, known.enabled));
        details.replaceChildren(facts(detailsOf(known)));
      }
      history.show(past.occurrences);
      historyBody.parentElement.hidden = past.occurrences.length === 0;
      noHistory.hidden = past.occurrences.length > 0;
    } catch (problem) {
      if (problem.status === 404) {
        whole.hidden = true;
        stop();
        message.replaceChildren(emptyState("There is no such schedule", `${id} was removed, or never was.`, null,
          el("a", {class: "button", href: "#/schedules"}, "All schedules")));
      } else if (problem.status !== 0) {
        message.replaceChildren(trouble(problem));
      }
    }
  }

  function show() {
    write(title, known.name ?? id);
    titled(known.name ?? id);
    state.renew(known.status);
    write(toggle, known.enabled ? "Disable" : "Enable");
    write(note, [known.note ?? known.disabled_reason, ...known.warnings ?? [],
      known.failures_in_a_row > 0 ? `${plural(known.failures_in_a_row, "failed job")} in a row` : null]
      .filter(Boolean).join(" · "));
  }

  const stop = every(EVERY, load);
  return {reload: load, leave() {
    left = true;
    stop();
  }};
}

/** When it will be due, in words and as times. */
export function upcoming({words, time_zone: zone, next, notes = [], warnings = []}, enabled = true) {
  return [
    el("p", {}, el("b", {}, words), el("span", {class: "soft"}, ` (${zone})`)),
    enabled ? null : el("p", {class: "soft"}, "It is disabled: nothing of this fires."),
    el("ol", {class: "plain"}, ...next.map((time) => el("li", {}, localTime(time.local), " ",
      el("span", {class: "soft small"}, ago(time.at))))),
    ...[...notes, ...warnings].map((text) => el("p", {class: "small soft"}, text)),
  ].filter(Boolean);
}

/** A time as the clocks of its zone show it. */
function localTime(local) {
  const [date, time] = local.split("T");
  const day = new Date(`${date}T12:00:00Z`).toLocaleDateString("en-GB", {weekday: "short", day: "numeric",
    month: "short", year: "numeric", timeZone: "UTC"});
  return `${day}, ${time.replace(/([+-]\d\d:\d\d|Z)$/, "").slice(0, 8).replace(/^(\d\d:\d\d):00$/, "$1")}`;
}

function occurrence(first) {
  const outcome = chip(first.outcome);
  const reason = el("span", {class: "small"});
  const due = el("span");
  const job = el("span");
  return {
    element: el("tr", {}, cell("Due", {}, due, el("div", {class: "soft small"}, first.cause)),
      cell("Decided", {}, outcome), cell("Why", {}, reason), cell("Job", {}, job)),
    renew(now) {
      outcome.renew(now.outcome);
      write(reason, now.reason ?? "");
      showTime(due, now.due_at);
      if (now.job_id && job.childElementCount === 0) {
        job.append(el("a", {href: `#/jobs/${now.job_id}`}, now.job_id));
      }
    },
  };
}

function detailsOf(one) {
  return {
    "Trigger": triggerText(one.trigger), "Zone": one.time_zone, "Description": one.description,
    "Articles": one.articles ? count(one.articles.length) : null, "List": one.article_list_url, "Preset": one.preset,
    "Scraper": one.scraper, "Fresh for": typeof one.max_age === "number" ? duration(one.max_age) : one.max_age,
    "Overlap": one.overlap?.replace("_", " "), "Late by at most": one.misfire_grace_time
      ? duration(one.misfire_grace_time) : null,
    "Retries": one.max_retries, "Tags": one.tags?.join(", "), "Made": exactly(one.created_at),
    "Changed": ago(one.updated_at), "Revision": one.revision,
  };
}
