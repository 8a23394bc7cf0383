import {tell} from "./acts.js";
import {el} from "./dom.js";
import {startKeys} from "./keys.js";
import {change, keep, kept, state, whenChanged} from "./state.js";
import {startStrip} from "./strip.js";
import {ago} from "./times.js";

/** Where an address behind the # leads: its pattern, the entry of the menu, and the view. */
const ROUTES = [
  [/^\/jobs\/(\w+)\/articles\/(\w+)\/log$/, "jobs", () => import("./logs.js")],
  [/^\/jobs\/(\w+)$/, "jobs", () => import("./job.js")],
  [/^\/jobs$/, "jobs", () => import("./jobs.js")],
  [/^\/articles\/(\w+)$/, "jobs", () => import("./article.js")],
  [/^\/submit$/, "submit", () => import("./submit.js")],
  [/^\/schedules\/new$/, "schedules", () => import("./scheduleform.js")],
  [/^\/schedules\/([\w-]+)\/edit$/, "schedules", () => import("./scheduleform.js")],
  [/^\/schedules\/([\w-]+)$/, "schedules", () => import("./schedule.js")],
  [/^\/schedules$/, "schedules", () => import("./schedules.js")],
  [/^\/scrapers$/, "scrapers", () => import("./scrapers.js")],
  [/^\/hosts$/, "hosts", () => import("./hosts.js")],
  [/^\/consumers$/, "consumers", () => import("./consumers.js")],
  [/^/, "overview", () => import("./overview.js")],
];

const main = document.getElementById("main");
const places = new Map();
let view = {};
let shown = null;
let turn = 0;
let travelled = false;

/**
 * A view fills the main part, and answers {leave, reload}: what to do when it is left, and when the API is back.
 * It is given its parameters, a Map-like of what stands behind the ?, and a way to write that anew without a new page.
 */
async function go() {
  const mine = ++turn;
  const [path, given = ""] = location.hash.replace(/^#/, "").split("?");
  const [pattern, entry, load] = ROUTES.find(([one]) => one.test(path));
  const back = travelled;
  travelled = false;
  if (shown !== null) {
    places.set(shown, scrollY);
  }
  view.leave?.();
  view = {};
  let module;
  try {
    module = await load();
  } catch {
    tell(new Error("This part of the page could not be loaded: the API does not answer"));
    return;
  }
  if (mine !== turn) {
    return;
  }
  shown = location.hash;
  main.className = `view-${entry}`;
  document.querySelectorAll("#nav a").forEach((link) => {
    link.toggleAttribute("aria-current", false);
    if (link.dataset.view === entry) {
      link.setAttribute("aria-current", "page");
    }
  });
  // A view that was left may still be waiting for an answer: the address is no longer its own.
  const rememberMine = (parameters) => mine === turn && remember(parameters);
  view = module.view(main, path.match(pattern).slice(1), new URLSearchParams(given), rememberMine) ?? {};
  await Promise.resolve(view.ready).catch(() => {});
  if (mine !== turn) {
    return;
  }
  scrollTo(0, back ? places.get(shown) ?? 0 : 0);
  if (!back && document.activeElement === document.body) {
    (main.querySelector("h1") ?? main).focus({preventScroll: true});
  }
}

/** Writes what is filtered and which page is shown into the address, so that it is there when somebody comes back. */
function remember(parameters) {
  const given = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));
  const [path] = location.hash.split("?");
  shown = `${path || "#/"}${given.size > 0 ? `?${given}` : ""}`;
  if (shown !== location.hash && !(shown === "#/" && location.hash === "")) {
    history.replaceState(null, "", shown);
  }
}

const banner = document.getElementById("banner");

function tellState() {
  document.body.classList.toggle("away", state.awaySince !== null);
  if (state.awaySince !== null) {
    banner.replaceChildren(el("div", {class: "note bad"},
      el("strong", {}, "The API does not answer. "),
      "What you see is as of ", ago(new Date(state.awaySince).toISOString()),
      "; it is asked again every 2 seconds."));
  } else {
    banner.replaceChildren(...state.readOnly
      ? [el("div", {class: "note"}, "Read only: everything can be looked at, nothing changed.")] : []);
  }
}

whenChanged((now, before) => {
  tellState();
  if (before.awaySince !== null && now.awaySince === null) {
    tell("The API answers again");
    view.reload?.();
  }
});

const themes = ["system", "light", "dark"];
const themeButton = document.getElementById("theme");

function showTheme(theme) {
  keep("theme", theme);
  if (theme === "system") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
  themeButton.textContent = `Theme: ${theme}`;
}

function nextTheme() {
  showTheme(themes[(themes.indexOf(kept("theme", "system")) + 1) % themes.length]);
}

showTheme(kept("theme", "system"));
themeButton.addEventListener("click", nextTheme);
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
history.scrollRestoration = "manual";
addEventListener("popstate", () => {
  travelled = !pressed;
});
// A link that is pressed makes a popstate, too; it begins a page anew.
let pressed = false;
addEventListener("click", () => {
  pressed = true;
  setTimeout(() => {
    pressed = false;
  }, 100);
}, true);
addEventListener("hashchange", () => {
  document.activeElement?.blur?.();
  go();
});
startKeys({nextTheme});
startStrip(change);
go();
requestIdleCallback?.(() => ROUTES.forEach(([, , load]) => load().catch(() => {})), {timeout: 5000});
