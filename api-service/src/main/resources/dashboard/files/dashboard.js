import {ask} from "./api.js";
import {article} from "./article.js";
import {el, status} from "./dom.js";
import {job} from "./job.js";
import {jobs} from "./jobs.js";
import {submit} from "./submit.js";

const HEALTH_EVERY = 10_000;

/** Where an address behind the # leads. Each view fills the main part and returns what to do when it is left. */
const ROUTES = [
  [/^#\/jobs\/(\w+)$/, job],
  [/^#\/articles\/(\w+)$/, article],
  [/^#\/submit$/, submit],
  [/^/, jobs],
];

const main = document.getElementById("main");
let leave = () => {};

function go() {
  leave();
  const [pattern, view] = ROUTES.find(([one]) => one.test(location.hash));
  const [, id] = location.hash.match(pattern);
  leave = view(main, id);
}

async function health() {
  const shown = document.getElementById("health");
  try {
    const {mongo, redis} = await ask("health");
    shown.replaceChildren("MongoDB ", status(mongo), " · Redis ", status(redis));
  } catch {
    shown.replaceChildren(el("span", {class: "status bad"}, "The API does not answer"));
  }
  setTimeout(health, HEALTH_EVERY);
}

addEventListener("hashchange", () => {
  go();
  main.focus();
});
go();
health();
