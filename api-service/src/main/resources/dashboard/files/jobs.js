import {ask, query} from "./api.js";
import {count, el, status, time, trouble} from "./dom.js";
import {calmly, watch} from "./live.js";

const PAGE = 50;
const STATES = ["PENDING", "IN_PROGRESS", "COMPLETED", "FAILED", "CANCELLED"];

/** The list of jobs, newest first, as it changes. */
export function jobs(main) {
  let skip = 0;
  let asked = 0;
  const rows = new Map();
  const body = el("tbody");
  const state = el("select", {change: fromTheStart, id: "state"},
    el("option", {value: ""}, "all"),
    ...STATES.map((name) => el("option", {value: name}, name.replace("_", " ").toLowerCase())));
  const name = el("input", {type: "search", change: fromTheStart, placeholder: "exactly as given"});
  const tag = el("input", {type: "search", change: fromTheStart});
  const newer = el("button", {type: "button", click: () => turn(-PAGE)}, "Newer");
  const older = el("button", {type: "button", click: () => turn(PAGE)}, "Older");
  const connection = el("span", {class: "soft small", role: "status"});
  const message = el("div");

  main.replaceChildren(
    el("h1", {}, "Jobs"),
    el("div", {class: "bar"},
      el("label", {}, "Status", state),
      el("label", {}, "Name", name),
      el("label", {}, "Tag", tag),
      el("span", {class: "last"}, connection)),
    message,
    el("div", {class: "scroll"}, el("table", {},
      el("thead", {}, el("tr", {},
        ...["Job", "Status", "Progress"].map((head) => el("th", {scope: "col"}, head)),
        ...["Completed", "Failed", "Pending"].map((head) => el("th", {scope: "col", class: "number"}, head)),
        el("th", {scope: "col"}, "Submitted"))),
      body)),
    el("div", {class: "bar"}, newer, older));

  function fromTheStart() {
    skip = 0;
    load();
  }

  function turn(by) {
    skip = Math.max(0, skip + by);
    load();
  }

  async function load() {
    const mine = ++asked;
    try {
      const page = await ask(`jobs${query({
        status_filter: state.value, name: name.value.trim(), tag: tag.value.trim(), limit: PAGE, skip,
      })}`);
      if (mine === asked) {
        message.replaceChildren();
        show(page);
      }
    } catch (problem) {
      if (mine === asked) {
        message.replaceChildren(trouble(problem));
      }
    }
  }

  function show(page) {
    rows.clear();
    page.forEach((job) => rows.set(job.job_id, row(job)));
    body.replaceChildren(...[...rows.values()].map((one) => one.element));
    if (page.length === 0) {
      body.append(el("tr", {}, el("td", {colspan: "7", class: "soft"},
        skip > 0 ? "No older jobs." : "No jobs here. ",
        skip > 0 ? null : el("a", {href: "#/submit"}, "Submit one"))));
    }
    newer.disabled = skip === 0;
    older.disabled = page.length < PAGE;
  }

  const loadCalmly = calmly(2000, load);

  function heard(update) {
    const known = rows.get(update.job_id);
    const leaves = state.value !== "" && update.status !== state.value;
    if (!known || leaves) {
      if (skip === 0) {
        loadCalmly();
      }
      return;
    }
    known.renew(update);
  }

  loadCalmly();
  const stop = watch("ws", (told) => {
    if (told.type === "snapshot") {
      told.jobs.forEach(heard);
      loadCalmly();
    } else {
      heard(told);
    }
  }, (connected) => {
    connection.textContent = connected ? "live" : "connecting…";
  });
  return () => {
    stop();
    loadCalmly.stop();
  };
}

function row(job) {
  let revision = job.revision;
  const cells = {
    status: el("td", {}, status(job.status)),
    progress: el("progress", {max: Math.max(1, job.total_articles), "aria-label": "ended articles"}),
    completed: el("td", {class: "number"}),
    failed: el("td", {class: "number"}),
    pending: el("td", {class: "number"}),
  };

  function numbers(completed, failed, pending) {
    cells.progress.value = completed + failed;
    cells.completed.textContent = count(completed);
    cells.failed.textContent = count(failed);
    cells.failed.classList.toggle("bad", failed > 0);
    cells.pending.textContent = count(pending);
  }

  numbers(job.completed, job.failed, job.pending);
  return {
    element: el("tr", {"data-job": job.job_id},
      el("td", {}, el("a", {href: `#/jobs/${job.job_id}`}, job.name ?? job.job_id),
        job.tags.length === 0 ? null : el("div", {class: "soft small"}, job.tags.join(", "))),
      cells.status, el("td", {}, cells.progress), cells.completed, cells.failed, cells.pending,
      el("td", {class: "small"}, time(job.created_at))),
    /** Messages and answers overtake each other; the revision tells which is newer. */
    renew(update) {
      if (update.revision < revision) {
        return;
      }
      revision = update.revision;
      cells.status.replaceChildren(status(update.status));
      numbers(update.completed, update.failed, update.total - update.completed - update.failed);
    },
  };
}
