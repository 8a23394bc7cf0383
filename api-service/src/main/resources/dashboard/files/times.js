import {el} from "./dom.js";

const exact = new Intl.DateTimeFormat("en-GB", {dateStyle: "medium", timeStyle: "long"});
const relative = new Intl.RelativeTimeFormat("en", {style: "short", numeric: "auto"});
const STEPS = [[86_400, "day"], [3600, "hour"], [60, "minute"], [1, "second"]];

function words(instant) {
  const seconds = Math.round((instant - Date.now()) / 1000);
  if (Math.abs(seconds) < 2) {
    return "now";
  }
  const [step, unit] = STEPS.find(([least]) => Math.abs(seconds) >= 2 * least) ?? STEPS.at(-1);
  return relative.format(Math.trunc(seconds / step), unit);
}

/** How far away a time is, which moves on by itself; the time itself, as the reader's clock shows it, is its title. */
export function ago(instant) {
  if (!instant) {
    return null;
  }
  const element = el("time", {datetime: instant, title: exact.format(new Date(instant)), "data-moves": true});
  element.textContent = words(new Date(instant));
  return element;
}

/** The same as text. */
export function agoText(instant) {
  return words(new Date(instant));
}

export function exactly(instant) {
  return instant ? el("time", {datetime: instant}, exact.format(new Date(instant))) : null;
}

/** Shows a time in an element, and builds it again only if it is another one. */
export function showTime(holder, instant) {
  if (holder.dataset.instant !== (instant ?? "")) {
    holder.dataset.instant = instant ?? "";
    holder.replaceChildren(...instant ? [ago(instant)] : []);
  }
}

setInterval(() => {
  for (const element of document.querySelectorAll("time[data-moves]")) {
    const text = words(new Date(element.dateTime));
    if (element.textContent !== text) {
      element.textContent = text;
    }
  }
}, 1000);
