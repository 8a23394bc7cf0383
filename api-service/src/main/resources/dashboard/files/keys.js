import {dialog} from "./acts.js";
import {el} from "./dom.js";
import {keep, kept} from "./state.js";

const GO = {o: "#/", j: "#/jobs", s: "#/submit", c: "#/schedules", r: "#/scrapers", h: "#/hosts", w: "#/consumers"};
const TOLD = [
  ["/", "search"], ["?", "this list"], ["j, k", "next and previous row"], ["Enter", "open the row"],
  ["g o", "overview"], ["g j", "jobs"], ["g s or n", "submit"], ["g c", "schedules"], ["g r", "scrapers"],
  ["g h", "hosts"], ["g w", "consumers"], ["t", "light, dark, as the system"], ["Esc", "close, or leave a field"],
];

/** Single keys, for those who are here all day; they can be switched off, for those whose software types by itself. */
export function startKeys({nextTheme}) {
  let going = false;
  document.getElementById("keys").addEventListener("click", tellKeys);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) {
      return;
    }
    const typing = event.target.matches?.("input:not([type=checkbox]), select, textarea");
    if (event.key === "Escape" && typing) {
      event.target.blur();
      return;
    }
    if (typing || kept("keys", "on") === "off") {
      return;
    }
    const key = event.key;
    if (going) {
      going = false;
      if (GO[key]) {
        location.hash = GO[key];
      }
    } else if (key === "g") {
      going = true;
      setTimeout(() => {
        going = false;
      }, 1500);
    } else if (key === "/") {
      event.preventDefault();
      search();
    } else if (key === "?") {
      tellKeys();
    } else if (key === "n") {
      location.hash = GO.s;
    } else if (key === "t") {
      nextTheme();
    } else if (key === "j" || key === "k") {
      step(key === "j" ? 1 : -1);
    }
  });
}

function search() {
  const field = document.querySelector("main input[type=search]");
  if (field) {
    field.focus();
    field.select();
  } else {
    location.hash = "#/jobs?find=1";
  }
}

/** Moves the focus to the main link of the next row. */
function step(by) {
  const links = [...document.querySelectorAll("main [data-row]")];
  if (links.length === 0) {
    return;
  }
  const at = links.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + by));
  links[next].focus();
}

function tellKeys() {
  const on = el("input", {type: "checkbox", change: () => keep("keys", on.checked ? "on" : "off")});
  on.checked = kept("keys", "on") === "on";
  dialog("Keys",
    el("dl", {class: "keys"}, ...TOLD.map(([key, meaning]) => el("div", {},
      el("dt", {}, el("kbd", {}, key)), el("dd", {}, meaning)))),
    el("label", {class: "line"}, on, "Single keys are on"));
}
