import {action, dialog, tell} from "./acts.js";
import {Problem, answered, ask, query} from "./api.js";
import {el, facts} from "./dom.js";
import {ago} from "./times.js";
import {chip, plural} from "./words.js";

const FORMATS = {json: "JSON", ndjson: "JSON lines", csv: "CSV, for spreadsheets", markdown: "Markdown"};

/** The results as files. */
export function exports(path, id) {
  return el("details", {class: "menu"}, el("summary", {class: "button"}, "Export"),
    el("div", {class: "choices"}, ...Object.entries(FORMATS).map(([format, label]) =>
      el("a", {href: `${path}/results${query({format})}`, download: `${id}.${format === "markdown" ? "md" : format}`},
        label))));
}

/** What the newest run brought, as text. */
export function reportButton(path) {
  return el("button", {type: "button", click: async () => {
    const text = el("pre", {tabindex: "0", class: "report"}, "Loading…");
    dialog("Report", text, el("div", {class: "bar"},
      el("a", {class: "button", href: `${path}/report`, target: "_blank", rel: "noopener"}, "As JSON")));
    try {
      const answer = await answered(`${path}/report${query({format: "text"})}`);
      if (!answer.ok) {
        throw new Problem(answer.status, {});
      }
      text.textContent = await answer.text();
    } catch (problem) {
      text.textContent = problem.message;
    }
  }}, "Report");
}

/** Whom a job tells of its end, and how that went; nothing where it tells nobody. */
export function deliveries(path) {
  const list = el("ul", {class: "plain"});
  const again = action("Send failed again", async () => {
    await ask(`${path}/deliveries/redeliver`, {method: "POST"});
    tell("Queued again");
    await load();
  }, {kind: "small"});
  const element = el("section", {hidden: true}, el("div", {class: "bar"}, el("h2", {}, "Deliveries"), again), list);

  async function load() {
    try {
      const {deliveries: all = []} = await ask(`${path}/deliveries`);
      element.hidden = all.length === 0;
      again.allow(all.some((one) => one.state === "given_up"));
      list.replaceChildren(...all.map(line));
    } catch {
      // What it tells others is no reason to show nothing of it.
    }
  }

  return {element, load};
}

function line(one) {
  const last = one.attempts.at(-1);
  return el("li", {}, chip(one.state), " ", el("b", {}, one.kind), ` ${one.event} `,
    el("span", {class: "address"}, one.target), " ",
    el("span", {class: "soft small"}, plural(one.attempt_count, "attempt"), " ",
      one.next_attempt_at && one.state === "queued" ? "next " : "",
      one.state === "queued" ? ago(one.next_attempt_at) : ""),
    one.reason ? el("div", {class: "small bad"}, one.reason) : null,
    last ? el("details", {}, el("summary", {}, "Attempts"), ...one.attempts.map((attempt) => facts({
      "At": ago(attempt.at), "Took": `${attempt.duration_ms} ms`, "Status": attempt.http_status,
      "Exit code": attempt.exit_code, "Error": attempt.error, "Wrote": attempt.output,
    }))) : null);
}
