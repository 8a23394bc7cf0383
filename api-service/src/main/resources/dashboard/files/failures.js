import {action, tell} from "./acts.js";
import {ask, askIfThere} from "./api.js";
import {el, outside, rowsOf, write} from "./dom.js";
import {calmly} from "./live.js";
import {ago} from "./times.js";
import {count, plural, shortAddress} from "./words.js";

const HOSTS = 4;

/** What failed of a job in groups of one reason: what it is, what to do, and a way to run just these again. */
export function failureGroups(path, retried, narrow) {
  let shownFor = -1;
  const title = el("h2", {}, "Failures");
  const list = el("div", {class: "failures"});
  const rows = rowsOf(list, (group) => group.code, () => group(path, retried, narrow));
  const element = el("section", {hidden: true}, title, list);

  async function load() {
    const told = await askIfThere(`${path}/failures`).catch(() => undefined);
    if (told === undefined) {
      return;
    }
    element.hidden = told === null || told.groups.length === 0;
    if (told !== null) {
      write(title, `Failures: ${plural(told.total, "article")}, ${plural(told.groups.length, "reason")}`);
      rows.show(told.groups);
    }
  }

  const calm = calmly(2000, load);
  return {element, load, stop: calm.stop, moved(failed) {
    if (failed === 0) {
      element.hidden = true;
      shownFor = 0;
    } else if (failed !== shownFor) {
      shownFor = failed;
      calm();
    }
  }};
}

function group(path, retried, narrow) {
  let known = {};
  const code = el("h3");
  const number = el("span", {class: "figure bad"});
  const meaning = el("p");
  const advice = el("p", {class: "soft"});
  const hosts = el("div", {class: "small"});
  const examples = el("ul", {class: "plain small"});
  const again = action("Retry these", async () => {
    await ask(`${path}/retry`, {method: "POST", body: {error_codes: [known.code]}});
    tell(`${plural(known.count, "article")} run again`);
    retried();
  }, {kind: "small"});
  const only = el("button", {type: "button", class: "plain small",
    click: () => narrow({status: "FAILED", code: known.code})}, "Show these");
  return {
    element: el("article", {class: "failure"}, el("div", {class: "bar"}, number, code,
      el("span", {class: "last"}, only, again)), meaning, advice, hosts,
    el("details", {}, el("summary", {}, "Examples"), examples)),
    renew(now) {
      const told = JSON.stringify(now);
      if (known.told === told) {
        return;
      }
      known = {...now, told};
      write(number, count(now.count));
      write(code, now.code.replaceAll("_", " "));
      write(meaning, now.meaning ?? "");
      write(advice, now.advice ?? "");
      again.setAttribute("aria-label", `Retry these: ${now.code.replaceAll("_", " ")}`);
      only.setAttribute("aria-label", `Show these: ${now.code.replaceAll("_", " ")}`);
      hosts.replaceChildren(...(now.hosts ?? []).slice(0, HOSTS).flatMap(({host, count: times}) => [
        el("button", {type: "button", class: "plain small", click: () =>
          narrow({status: "FAILED", code: now.code, host})}, `${host} ${count(times)}`), " "]),
      now.hosts?.length > HOSTS ? `and ${plural(now.hosts.length - HOSTS, "more host")}` : "");
      examples.replaceChildren(...(now.examples ?? []).map((one) => el("li", {},
        outside(one.url, shortAddress(one.url)), " ", el("span", {class: "soft"}, one.error ?? "", " "),
        ago(one.attempted_at))));
    },
  };
}
