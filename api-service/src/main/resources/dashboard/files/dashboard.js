import {ask} from "./api.js";
import {article} from "./article.js";
import {el, status} from "./dom.js";
import {hosts} from "./hosts.js";
import {job} from "./job.js";
import {jobs} from "./jobs.js";
import {submit} from "./submit.js";

const HEALTH_EVERY = 10_000;

/** Where an address behind the # leads. Each view fills the main part and returns what to do when it is left. */
const ROUTES = [
  [/^#\/jobs\/(\w+)$/, job],
  [/^#\/articles\/(\w+)$/, article],
  [/^#\/submit$/, submit],
  [/^#\/hosts$/, hosts],
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
    shown.replaceChildren(...stores(await ask("health")));
  } catch (problem) {
    // A store that is down is told with an error status, in the same form.
    shown.replaceChildren(...problem.document?.mongo
      ? stores(problem.document)
      : [el("span", {class: "status bad"}, problem.message)]);
  }
  setTimeout(health, HEALTH_EVERY);
}

function stores({mongo, redis, problems = {}}) {
  return ["MongoDB ", status(mongo), " · Redis ", status(redis),
    ...Object.entries(problems).map(([store, text]) => el("span", {class: "bad small"}, ` · ${store}: ${text}`))];
}

addEventListener("hashchange", () => {
  go();
  main.focus();
});
go();
health();
