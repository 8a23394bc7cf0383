/**
 * Builds an element. What is given as text stays text and never becomes markup: titles, addresses and errors come from
 * pages of strangers. An attribute that is a function listens, one that is true or false is there or not.
 */
export function el(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (typeof value === "function") {
      element.addEventListener(key, value);
    } else if (typeof value === "boolean") {
      element.toggleAttribute(key, value);
    } else if (value !== null && value !== undefined) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A link to a page of the web, if it is one: an address may be any text, also one that would run as a script. */
export function outside(address) {
  if (!/^https?:\/\//i.test(address ?? "")) {
    return document.createTextNode(address ?? "");
  }
  return el("a", {href: address, rel: "noopener noreferrer nofollow", target: "_blank"}, address);
}

const MEANING = {
  COMPLETED: "good", SCRAPED: "good", UP: "good",
  FAILED: "bad", DOWN: "bad",
  IN_PROGRESS: "busy", SCRAPING: "busy",
  PAUSED: "bad", SLOWED: "busy",
};

export function status(name) {
  return el("span", {class: `status ${MEANING[name] ?? "soft"}`}, name.replace("_", " ").toLowerCase());
}

const number = new Intl.NumberFormat();
const dateTime = new Intl.DateTimeFormat(undefined, {dateStyle: "medium", timeStyle: "medium"});

export function count(value) {
  return number.format(value);
}

export function time(instant) {
  return instant ? el("time", {datetime: instant}, dateTime.format(new Date(instant))) : null;
}

const UNITS = [[86_400, "day"], [3600, "hour"], [60, "minute"], [0, "second"]];
const relative = new Intl.RelativeTimeFormat("en", {style: "narrow"});

/** How far away a time is, which moves on by itself; the time itself, as the reader's clock shows it, is its title. */
export function until(instant) {
  const element = el("time", {datetime: instant, title: dateTime.format(new Date(instant))});
  function tick() {
    const left = Math.max(0, Math.round((new Date(instant) - Date.now()) / 1000));
    const [seconds, unit] = UNITS.find(([least]) => left >= 2 * least);
    element.textContent = left === 0 ? "now" : relative.format(Math.round(left / Math.max(1, seconds)), unit);
    if (left > 0 && (element.isConnected || !element.shown)) {
      element.shown = element.isConnected;
      setTimeout(tick, 1000);
    }
  }
  tick();
  return element;
}

/** What the API says about a request that it does not follow, with the fault of each field. */
export function trouble(problem) {
  const {errors: faults = [], error_count: total = faults.length} = problem.document;
  const more = total - faults.length;
  return el("div", {class: "note", role: "alert"},
    problem.message,
    faults.length === 0 ? null : el("ul", {},
      ...faults.map((fault) => el("li", {}, `${fault.path} ${fault.message}`)),
      more > 0 ? el("li", {}, `and ${count(more)} more`) : null));
}

/** A list of terms; what has no value is left out. */
export function facts(entries) {
  return el("dl", {}, ...Object.entries(entries)
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .flatMap(([term, value]) => [el("dt", {}, term), el("dd", {}, value)]));
}
