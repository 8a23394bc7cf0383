import {action, emptyState, head, here, tell, titled, trouble} from "./acts.js";
import {ask, askList, query} from "./api.js";
import {el, field, rowsOf, select, table, write} from "./dom.js";
import {isOpen, jobRow, STATES} from "./jobrow.js";
import {calmly, settled, watch} from "./live.js";
import {count, plural, stateWord} from "./words.js";

const PAGE = 20;
const SORTS = {
  "-created": "newest first", "created": "oldest first", "-updated": "last moved", "name": "name", "status": "state",
  "-failed": "most failed", "-total": "largest",
};
const HEADS = [["Job", "name"], ["State", "status"], ["Progress", "-failed"], ["Pace"], ["Submitted", "-created"]];

/** The jobs: found as one types, selected, and changed together; each row moves by itself. */
export function view(main, ids, given, remember) {
  titled("Jobs");
  let skip = Number(given.get("skip") ?? 0) || 0;
  let sort = SORTS[given.get("sort")] ? given.get("sort") : "-created";
  let asked = 0;
  const chosen = new Set();
  const body = el("tbody");
  const rows = rowsOf(body, (job) => job.job_id, (job) => {
    const row = jobRow(job, choose);
    row.check(chosen.has(job.job_id));
    return row;
  });
  const text = el("input", {type: "search", input: settled(200, fromTheStart), value: given.get("q"), id: "find",
    placeholder: "name, tag, host or id", autocomplete: "off"});
  const state = select({change: fromTheStart, id: "state"},
    [["", "all states"], ...STATES.map((name) => [name, stateWord(name)])], given.get("status"));
  const tag = el("input", {input: settled(200, fromTheStart), value: given.get("tag"), autocomplete: "off"});
  const host = el("input", {input: settled(200, fromTheStart), value: given.get("host"), autocomplete: "off"});
  const order = select({change: () => {
    sort = order.value;
    fromTheStart();
  }}, Object.entries(SORTS), sort);
  const all = el("input", {type: "checkbox", "aria-label": "Select all on this page", change: () => chooseAll()});
  const newer = el("button", {type: "button", click: () => turn(-PAGE)}, "Previous");
  const older = el("button", {type: "button", click: () => turn(PAGE)}, "Next");
  const position = el("span", {class: "soft", role: "status"});
  const message = el("div");
  const none = el("div");
  const bulk = bulkBar();
  const heads = HEADS.map(([label, by]) => ({element: sortable(label, by)}));
  const list = table("Jobs", [{element: el("th", {scope: "col", class: "select"}, all)}, ...heads], body);

  main.replaceChildren(
    head("Jobs", el("a", {class: "button main", href: "#/submit"}, "Submit articles")),
    el("search", {class: "bar filters"},
      field("Search", text), field("State", state), field("Tag", tag), field("Host", host), field("Order", order)),
    message, bulk.element, list, none, el("div", {class: "bar pages"}, newer, position, older));
  if (given.has("find")) {
    text.focus();
  }

  function sortable(label, by) {
    if (!by) {
      return el("th", {scope: "col"}, label);
    }
    return el("th", {scope: "col", "data-sort": by.replace("-", "")}, el("button", {type: "button", class: "sort",
      click: () => {
        const other = by.startsWith("-") ? by.slice(1) : `-${by}`;
        sort = sort === by ? other : by;
        order.value = sort;
        fromTheStart();
      }}, label));
  }

  function fromTheStart() {
    skip = 0;
    load();
  }

  function turn(by) {
    skip = Math.max(0, skip + by);
    load();
    scrollTo(0, 0);
  }

  function filter() {
    return {q: text.value.trim(), status: state.value, tag: tag.value.trim(), host: host.value.trim(),
      sort: sort === "-created" ? "" : sort, skip: skip || ""};
  }

  async function load() {
    const mine = ++asked;
    const {status, ...others} = filter();
    remember(filter());
    try {
      const page = await askList(`jobs${query({...others, status_filter: status, limit: PAGE, skip})}`);
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

  function show({list: page, total}) {
    rows.show(page);
    page.forEach((job) => rows.get(job.job_id).check(chosen.has(job.job_id)));
    heads.forEach(({element}) => {
      const by = element.dataset.sort;
      const sorts = by !== undefined && by === sort.replace("-", "");
      element.toggleAttribute("aria-sort", sorts);
      if (sorts) {
        element.setAttribute("aria-sort", sort.startsWith("-") ? "descending" : "ascending");
      }
    });
    list.hidden = page.length === 0;
    none.replaceChildren(...page.length > 0 ? [] : [nothing()]);
    write(position, page.length === 0 ? "" : `${count(skip + 1)}-${count(skip + page.length)}${
      total === null ? "" : ` of ${count(total)}`}`);
    newer.disabled = skip === 0;
    older.disabled = total === null ? page.length < PAGE : skip + page.length >= total;
    shownAll();
  }

  function nothing() {
    const {skip: from, sort: by, ...filters} = filter();
    if (from || Object.values(filters).some(Boolean)) {
      return el("div", {class: "empty"}, el("p", {}, "No job fits. "), el("button", {type: "button", click: () => {
        [text, tag, host, state].forEach((one) => {
          one.value = "";
        });
        fromTheStart();
      }}, "Show all"));
    }
    return emptyState("No jobs yet", "Submit a list of addresses, here or from a terminal:",
      `curl -s ${here("jobs/submit")} -H 'Content-Type: application/json' \\\n`
      + `  -d '{"articles": [{"url": "https://example.com/"}], "name": "first"}'`,
      el("a", {class: "button main", href: "#/submit"}, "Submit articles"));
  }

  function onPage() {
    return [...body.children].map((row) => rows.get(row.dataset.job));
  }

  function choose(id, yes) {
    chosen[yes ? "add" : "delete"](id);
    shownAll();
  }

  function chooseAll() {
    onPage().forEach((row) => {
      row.check(all.checked);
      chosen[all.checked ? "add" : "delete"](row.job.job_id);
    });
    shownAll();
  }

  function shownAll() {
    const here = onPage();
    all.checked = here.length > 0 && here.every((row) => chosen.has(row.job.job_id));
    bulk.show(chosen.size);
  }

  /** Changes each chosen job by a request of its own, and says how many took it. */
  function bulkBar() {
    const words = el("b");
    const each = (label, path, method, fits, options = {}) => action(label, async () => {
      let changed = 0;
      let refused = null;
      for (const id of [...chosen]) {
        const known = rows.get(id)?.job;
        if (known && !fits(known)) {
          continue;
        }
        try {
          await ask(path(id), {method});
          changed++;
          chosen.delete(id);
        } catch (problem) {
          refused = problem;
        }
      }
      tell(refused === null ? `${label}: ${plural(changed, "job")}`
        : new Error(`${label}: ${plural(changed, "job")}; not all: ${refused.message}`));
      await load();
    }, options);
    const element = el("div", {class: "bar chosen", hidden: true, role: "group", "aria-label": "Chosen jobs"}, words,
      each("Retry failed", (id) => `jobs/${id}/retry`, "POST",
        (job) => !isOpen(job) && (job.failed > 0 || job.status === "CANCELLED")),
      el("button", {type: "button", class: "plain", click: () => {
        chosen.clear();
        onPage().forEach((row) => row.check(false));
        shownAll();
      }}, "Choose none"),
      el("span", {class: "apart"},
        each("Cancel", (id) => `jobs/${id}`, "DELETE", isOpen, {kind: "danger", question: () => ({
          title: `Cancel ${plural(chosen.size, "job")}?`, text: "What is not fetched yet is given up.",
          yes: "Cancel them"})}),
        each("Remove", (id) => `jobs/${id}?purge=true`, "DELETE", () => true, {kind: "danger", question: () => ({
          title: `Remove ${plural(chosen.size, "job")}?`,
          text: "They go with their results. Their articles stay for other jobs.", yes: "Remove them"})})));
    return {element, show(number) {
      element.hidden = number === 0;
      write(words, `${count(number)} chosen`);
    }};
  }

  const loadCalmly = calmly(2000, load);

  function heard(update) {
    const row = rows.get(update.job_id);
    if (row && (state.value === "" || update.status === state.value)) {
      row.renew({status: update.status, completed: update.completed, failed: update.failed,
        total_articles: update.total, paused: update.paused, revision: update.revision});
    }
  }

  const ready = load();
  const stop = watch("ws", (told) => {
    (told.type === "snapshot" ? told.jobs ?? [] : [told]).forEach(heard);
    loadCalmly();
  });
  return {ready, reload: load, leave() {
    asked++;
    stop();
    loadCalmly.stop();
  }};
}
