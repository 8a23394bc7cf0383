import {trouble} from "./acts.js";
import {ask, query} from "./api.js";
import {articleLine} from "./articleline.js";
import {attempts} from "./attempts.js";
import {el, write} from "./dom.js";
import {calmly, settled} from "./live.js";
import {count} from "./words.js";

const PAGE = 1000;
/** So many entries are held; a larger job is narrowed by the API, not in the page. */
const MOST = 20_000;
const BEYOND = 6;
const TABS = [["", "All"], ["FAILED", "Failed"], ["SCRAPING", "Running"], ["PENDING", "Waiting"], ["SCRAPED", "Done"],
  ["CANCELLED", "Cancelled"]];

/**
 * The articles of a job in a list of which only the lines in sight exist. It holds the entries, so that 500 ends a
 * second are 500 changed fields and at most one drawing for each frame.
 */
export function articleList(job, given, remember) {
  let entries = [];
  let byId = new Map();
  let seen = [];
  let total = 0;
  let cut = false;
  let asked = 0;
  let drawing = 0;
  let dirty = false;
  let ready = false;
  let state = given.get("show") ?? "";
  let narrowed = {code: given.get("code") ?? "", host: given.get("host") ?? ""};
  let active = 0;
  const lines = [];
  const counts = new Map();
  const text = el("input", {type: "search", placeholder: "address, source or error", "aria-label": "Find articles",
    value: given.get("q"), input: settled(150, () => filter())});
  const tabs = el("div", {class: "tabs", role: "group", "aria-label": "State"}, ...TABS.map(([value, label]) => {
    const number = el("span", {class: "soft"});
    counts.set(value, number);
    return el("button", {type: "button", "data-state": value, click: () => {
      state = value;
      filter();
    }}, label, " ", number);
  }));
  const narrowing = el("div", {class: "bar"});
  const message = el("div");
  const spacer = el("div", {class: "spacer", role: "rowgroup"});
  const box = el("div", {class: "virtual", tabindex: "0", role: "table", "aria-label": "Articles", scroll: draw,
    keydown: moved}, spacer);
  const foot = el("p", {class: "soft small", role: "status"});
  const element = el("section", {}, el("h2", {}, "Articles"),
    el("div", {class: "bar spread"}, tabs, text), narrowing, message, box, foot);
  const resized = new ResizeObserver(draw);
  resized.observe(box);

  async function load() {
    const mine = ++asked;
    const loaded = [];
    let cursor = null;
    try {
      do {
        const page = await ask(`jobs/${job}/articles${query({limit: PAGE, cursor})}`);
        if (mine !== asked) {
          return;
        }
        total = page.total_articles;
        loaded.push(...page.articles);
        cursor = page.next_cursor;
        if (entries.length < loaded.length) {
          take(loaded);
        }
      } while (cursor && loaded.length < MOST);
      cut = Boolean(cursor);
      message.replaceChildren();
      take(loaded);
    } catch (problem) {
      if (mine === asked && problem.status !== 0) {
        message.replaceChildren(trouble(problem));
      }
    }
  }

  function take(loaded) {
    ready = true;
    entries = loaded;
    byId = new Map(entries.map((entry) => [entry.article_id, entry]));
    filter();
  }

  /** Ends of articles, as they come; drawn with the next frame. */
  function heard(updates) {
    for (const update of updates) {
      const entry = byId.get(update.article_id);
      if (entry !== undefined && update.article_status) {
        entry.status = update.article_status;
        entry.error_code = update.error_code;
        entry.waiting_for = null;
        dirty = true;
      }
    }
    if (dirty) {
      again();
    }
  }

  const again = calmly(250, () => {
    if (dirty) {
      dirty = false;
      filter();
    }
  });

  function filter() {
    const wanted = text.value.trim().toLowerCase();
    const numbers = {"": entries.length};
    const {code, host} = narrowed;
    seen = [];
    for (const entry of entries) {
      numbers[entry.status] = (numbers[entry.status] ?? 0) + 1;
      if ((state === "" || entry.status === state) && (!code || entry.error_code === code)
          && (!host || entry.host === host) && (wanted === "" || fits(entry, wanted))) {
        seen.push(entry);
      }
    }
    for (const [value, number] of counts) {
      write(number, count(numbers[value] ?? 0));
      number.parentElement.setAttribute("aria-pressed", String(value === state));
      number.parentElement.hidden = value === "CANCELLED" && !numbers.CANCELLED;
    }
    const told = JSON.stringify(narrowed);
    if (narrowing.dataset.told !== told) {
      narrowing.dataset.told = told;
      const words = [code.replaceAll("_", " "), host].filter(Boolean).join(" at ");
      narrowing.replaceChildren(...words ? [el("span", {}, words),
        el("button", {type: "button", class: "plain small", click: () => narrow({})}, "Show all")] : []);
    }
    remember({show: state, q: text.value.trim(), code, host});
    write(foot, seen.length === 0 ? (total === 0 ? "" : "No article fits.")
      : `${count(seen.length)} of ${count(Math.max(total, entries.length))}${
        cut ? `, of which the first ${count(MOST)} can be searched here` : ""}`);
    draw();
  }

  function fits(entry, wanted) {
    return entry.url.toLowerCase().includes(wanted) || (entry.source ?? "").toLowerCase().includes(wanted)
      || (entry.title ?? "").toLowerCase().includes(wanted) || (entry.error ?? "").toLowerCase().includes(wanted);
  }

  function narrow({status = "", code = "", host = ""}) {
    state = status;
    narrowed = {code, host};
    filter();
    element.scrollIntoView({block: "start"});
  }

  function draw() {
    drawing ||= requestAnimationFrame(drawNow);
  }

  /** The lines are used again for what comes into sight: none is built while somebody scrolls. */
  function drawNow() {
    drawing = 0;
    const height = parseFloat(getComputedStyle(box).getPropertyValue("--row")) || 48;
    const first = Math.max(0, Math.floor(box.scrollTop / height) - BEYOND);
    const number = Math.min(seen.length - first, Math.ceil(box.clientHeight / height) + 2 * BEYOND);
    spacer.style.height = `${seen.length * height}px`;
    box.setAttribute("aria-rowcount", String(seen.length));
    box.hidden = ready && seen.length === 0;
    while (lines.length < number) {
      const line = articleLine(job, opened, refresh);
      lines.push(line);
      spacer.append(line.element);
    }
    lines.forEach((line, at) => {
      const index = first + at;
      line.element.hidden = at >= number;
      if (at < number) {
        line.element.style.transform = `translateY(${index * height}px)`;
        line.element.setAttribute("aria-rowindex", String(index + 1));
        line.element.classList.toggle("active", index === active && box === document.activeElement);
        line.show(seen[index]);
      }
    });
  }

  function opened(entry) {
    attempts(job, entry);
  }

  function moved(event) {
    const by = {ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10}[event.key];
    if (event.target !== box || (by === undefined && event.key !== "Enter")) {
      return;
    }
    event.preventDefault();
    if (event.key === "Enter") {
      if (seen[active]) {
        opened(seen[active]);
      }
      return;
    }
    active = Math.min(seen.length - 1, Math.max(0, active + by));
    const height = parseFloat(getComputedStyle(box).getPropertyValue("--row")) || 48;
    const top = active * height;
    box.scrollTop = Math.min(top, Math.max(box.scrollTop, top + height - box.clientHeight));
    draw();
  }

  /** What waits says for what, and that changes without an end being told: asks for those in sight. */
  async function refresh() {
    const waiting = lines.filter((line) => !line.element.hidden && line.entry
      && ["PENDING", "SCRAPING"].includes(line.entry.status));
    if (waiting.length === 0) {
      return;
    }
    const first = entries.indexOf(waiting[0].entry);
    const skip = Math.max(0, first);
    try {
      const page = await ask(`jobs/${job}/articles${query({limit: 100, skip})}`);
      for (const fresh of page.articles) {
        const entry = byId.get(fresh.article_id);
        if (entry !== undefined && !(["SCRAPED", "FAILED"].includes(entry.status) && fresh.status !== entry.status)) {
          Object.assign(entry, fresh);
        }
      }
      filter();
    } catch {
      // The next look comes in a moment.
    }
  }

  return {element, load, heard, narrow, refresh, stop() {
    asked++;
    again.stop();
    resized.disconnect();
    cancelAnimationFrame(drawing);
  }};
}
