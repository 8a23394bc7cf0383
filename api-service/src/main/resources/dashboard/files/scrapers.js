import {emptyState, head, titled, trouble} from "./acts.js";
import {ask} from "./api.js";
import {cell, el, rowsOf, table, write} from "./dom.js";
import {every} from "./live.js";
import {chip, plural} from "./words.js";

const EVERY = 10_000;

/** Who can get articles, and what each takes. */
export function view(main) {
  titled("Scrapers");
  const message = el("div");
  const list = el("div", {class: "grid"});
  const more = el("div");
  const rows = rowsOf(list, (one) => one.name, scraper);
  main.replaceChildren(head("Scrapers"), message, list, more);

  async function load() {
    try {
      const {scrapers} = await ask("scrapers");
      message.replaceChildren();
      rows.show(scrapers);
      if (scrapers.length <= 1 && more.childElementCount === 0) {
        more.append(emptyState("Commands in any language",
          "A scraper of your own is a command that a consumer knows: write a file, and start the consumer with it.",
          "SCRAPERS_FILE=scrapers.yaml ./gleaner consumer"));
      }
    } catch (problem) {
      if (problem.status !== 0) {
        message.replaceChildren(trouble(problem));
      }
    }
  }

  const stop = every(EVERY, load);
  return {reload: load, leave: stop};
}

function scraper(one) {
  const where = el("span", {class: "soft"});
  const state = chip("UP");
  const params = one.params ?? [];
  return {
    element: el("section", {class: "panel", "data-row": true, tabindex: "-1"},
      el("div", {class: "bar"}, el("h2", {}, one.name), state, where),
      one.description ? el("p", {}, one.description) : null,
      el("p", {class: "soft small"}, one.mode === "run" ? "Finds its articles by itself." : "Gets articles by address.",
        one.hosts?.length ? ` Usual for ${one.hosts.join(", ")}.` : "",
        one.categories?.length ? ` Usual for the categories ${one.categories.join(", ")}.` : ""),
      params.length === 0 ? null : table(`What ${one.name} takes`, ["Param", "Type", "Meaning", "Usual"],
        el("tbody", {}, ...params.map((param) => el("tr", {},
          el("th", {scope: "row"}, param.name, param.required ? el("span", {class: "bad"}, " required") : null),
          cell("Type", {}, param.type), cell("Meaning", {}, param.description ?? ""),
          cell("Usual", {}, [param.default ?? ""].flat().join(", ")))))),
      one.settings?.length ? el("p", {class: "small"}, `Settings: ${one.settings.join(", ")}`) : null),
    renew(now) {
      const there = now.consumers === null || now.consumers === undefined || now.consumers > 0;
      state.renew(there ? "UP" : "DOWN");
      write(where, now.consumers === null || now.consumers === undefined ? "on every consumer"
        : there ? `on ${plural(now.consumers, "consumer")}` : "no consumer has it now");
    },
  };
}
