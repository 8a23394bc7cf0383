import {el} from "./dom.js";
import {takesChanges, whenChanged} from "./state.js";
import {count, place} from "./words.js";

/**
 * A button that changes something. It is off while the API is away or takes no changes, and while its own work goes on;
 * off means that it says so and does nothing, so that it keeps the focus.
 * @param kind main, danger, or nothing
 * @param question asked before, if it is given: {title, text, yes}
 */
export function action(label, work, {kind = "", question, name} = {}) {
  let allowed = true;
  let busy = false;
  const button = el("button", {type: "button", class: kind, "data-acts": true, "aria-label": name, click: pressed},
    label);
  button.refresh = () => button.setAttribute("aria-disabled", String(!allowed || busy || !takesChanges()));
  button.allow = (yes) => {
    allowed = yes;
    button.refresh();
  };
  button.refresh();

  async function pressed() {
    if (button.getAttribute("aria-disabled") === "true") {
      return;
    }
    const asked = typeof question === "function" ? question() : question;
    if (asked && !await confirmed(asked)) {
      return;
    }
    busy = true;
    button.refresh();
    try {
      await work(button);
    } catch (problem) {
      tell(problem);
    } finally {
      busy = false;
      button.refresh();
    }
  }

  return button;
}

whenChanged(() => document.querySelectorAll("[data-acts]").forEach((button) => button.refresh?.()));

/** A dialog over the page; Escape closes it, and the focus goes back to where it was. */
export function dialog(title, ...content) {
  const close = el("button", {type: "button", class: "plain", "aria-label": "Close", click: () => box.close()}, "✕");
  const box = el("dialog", {"aria-labelledby": "dialog-title", close: () => box.remove(), click: (event) => {
    if (event.target === box) {
      box.close();
    }
  }},
    el("div", {class: "inside"},
      el("div", {class: "dialog-head"}, el("h2", {id: "dialog-title"}, title), close),
      ...content));
  document.body.append(box);
  box.showModal();
  return box;
}

/** Whether the reader says yes. */
export function confirmed({title, text, yes}) {
  return new Promise((resolve) => {
    let said = false;
    const box = dialog(title,
      el("p", {}, text),
      el("div", {class: "bar"},
        el("button", {type: "button", class: "danger", click: () => {
          said = true;
          box.close();
        }}, yes),
        el("button", {type: "button", autofocus: true, click: () => box.close()}, "Keep")));
    box.addEventListener("close", () => resolve(said));
  });
}

/** What the API says about a request that it does not follow, with the fault of each field. */
export function trouble(problem) {
  const {errors: faults = [], error_count: total = faults.length} = problem.document ?? {};
  const more = total - faults.length;
  return el("div", {class: "note bad", role: "alert"},
    el("strong", {}, problem.message),
    faults.length === 0 ? null : el("ul", {},
      ...faults.map((fault) => el("li", {}, `${place(fault.path)}: ${fault.message}`)),
      more > 0 ? el("li", {}, `and ${count(more)} more`) : null));
}

let hiding;

/** Says something at the foot of the page for a while: a text, or what went wrong. */
export function tell(what) {
  const place = document.getElementById("told");
  const message = what instanceof Error
    ? el("div", {class: "note bad"}, what.message) : el("div", {class: "note"}, what);
  place.replaceChildren(message);
  clearTimeout(hiding);
  hiding = setTimeout(() => place.replaceChildren(), 8000);
}

/** Copies a text, where the browser lets a page do that. */
export function copyButton(text) {
  if (!navigator.clipboard) {
    return null;
  }
  return el("button", {type: "button", class: "plain small", click: async () => {
    await navigator.clipboard.writeText(text);
    tell("Copied");
  }}, "Copy");
}

/** What to do first where there is nothing yet, with a command that works as it stands. */
export function emptyState(title, text, command, ...more) {
  return el("div", {class: "empty"},
    el("h2", {}, title),
    el("p", {}, text),
    command ? el("pre", {tabindex: "0"}, el("code", {}, command)) : null,
    el("div", {class: "bar"}, ...more, command ? copyButton(command) : null));
}

/** The address of this API as a command line needs it. */
export function here(path) {
  return new URL(path, location.href.replace(/#.*/, "")).href;
}

/** Where the page is, as a head with what can be done. */
export function head(title, ...buttons) {
  return el("div", {class: "head"}, el("h1", {tabindex: "-1"}, title), el("div", {class: "bar"}, ...buttons));
}

export function titled(text) {
  document.title = text ? `${text} · Gleaner` : "Gleaner";
}
