import {el} from "./dom.js";

/** Kind and sign of each state: it is told by word and shape, too, never by colour alone. */
const STATES = {
  COMPLETED: ["good", "✓"], SCRAPED: ["good", "✓"], UP: ["good", "✓"], FIRED: ["good", "✓"], DELIVERED: ["good", "✓"],
  OPEN: ["soft", "○"], FAILED: ["bad", "✕"], DOWN: ["bad", "✕"], INVALID: ["bad", "✕"], MISSED: ["bad", "✕"],
  GIVEN_UP: ["bad", "✕"], IN_PROGRESS: ["busy", "▶"], SCRAPING: ["busy", "▶"], RUNNING: ["busy", "▶"],
  PAUSED: ["warn", "❚❚"], SLOWED: ["warn", "≈"], PENDING: ["soft", "…"], WAITING: ["soft", "…"], QUEUED: ["soft", "…"],
  CANCELLED: ["soft", "⊘"], DISABLED: ["warn", "❚❚"], DONE: ["soft", "■"], RETRYING: ["warn", "↻"],
  SUCCEEDED: ["good", "✓"], NEW: ["busy", "+"], CACHED: ["good", "✓"], DUPLICATE: ["soft", "="], REFUSED: ["bad", "✕"],
};
const WORDS = {SCRAPED: "done", SCRAPING: "running", PENDING: "waiting", IN_PROGRESS: "running"};

/** A state as a chip that can be renewed. */
export function chip(name) {
  const sign = el("span", {"aria-hidden": "true"});
  const word = el("span");
  const element = el("span", {}, sign, word);
  element.renew = (state) => {
    if (state !== element.shown) {
      element.shown = state;
      const [kind, mark] = STATES[String(state).toUpperCase()] ?? ["soft", "•"];
      element.className = `chip ${kind}`;
      sign.textContent = mark;
      word.textContent = stateWord(state);
    }
  };
  element.renew(name);
  return element;
}

export function stateWord(state) {
  return WORDS[state] ?? String(state).replaceAll("_", " ").toLowerCase();
}

const number = new Intl.NumberFormat("en");
const short = new Intl.NumberFormat("en", {maximumFractionDigits: 1});
const precise = new Intl.NumberFormat("en", {maximumSignificantDigits: 2});

export function count(value) {
  return number.format(value ?? 0);
}

export function plural(value, one, many = `${one}s`) {
  return `${count(value)} ${value === 1 ? one : many}`;
}

export function rate(value) {
  if (value === null || value === undefined) {
    return "–";
  }
  return value < 10 && value > 0 ? precise.format(value) : short.format(value);
}

export function percent(part, whole) {
  if (!whole || !part) {
    return "0%";
  }
  const share = part * 100 / whole;
  return share < 1 ? "<1%" : `${Math.floor(share)}%`;
}

const UNITS = [[86_400, "d"], [3600, "h"], [60, "min"], [1, "s"]];

/** A span of seconds in its two largest units. */
export function duration(seconds) {
  if (seconds === null || seconds === undefined || Number.isNaN(seconds)) {
    return "–";
  }
  if (seconds > 0 && seconds < 1) {
    return `${Math.round(seconds * 1000)} ms`;
  }
  let left = Math.max(0, Math.round(seconds));
  const first = UNITS.findIndex(([unit]) => left >= unit);
  if (first < 0) {
    return "0 s";
  }
  const parts = [];
  for (const [unit, name] of UNITS.slice(first, first + 2)) {
    const whole = Math.floor(left / unit);
    left -= whole * unit;
    if (whole > 0) {
      parts.push(`${whole} ${name}`);
    }
  }
  return parts.join(" ");
}

export function millis(value) {
  return value >= 1000 ? duration(value / 1000) : `${short.format(value)} ms`;
}

export function bytes(value) {
  if (value === null || value === undefined) {
    return null;
  }
  const units = ["B", "kB", "MB", "GB", "TB"];
  let size = value;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${short.format(size)} ${units[unit]}`;
}

/** An address without what all have, for rows that have little room. */
export function shortAddress(url) {
  return url.replace(/^https?:\/\/(www\.)?/i, "").replace(/\/$/, "");
}

/** A path as it is named in an error, in the words of a form: articles[0].url is line 1. */
export function place(path) {
  return path.replace(/^articles\[(\d+)\](\.url)?/, (all, index) => `line ${Number(index) + 1}`)
    .replace(/^(line \d+)\./, "$1, ");
}
