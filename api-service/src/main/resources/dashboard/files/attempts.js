import {dialog} from "./acts.js";
import {askIfThere} from "./api.js";
import {el, facts, outside} from "./dom.js";
import {happened} from "./articleline.js";
import {ago, exactly} from "./times.js";
import {chip, duration, plural} from "./words.js";

/** Every attempt of an article in a job, with its times and answers. */
export async function attempts(job, entry) {
  const body = el("div", {}, el("p", {class: "soft"}, "Loading…"));
  dialog("Attempts", el("p", {class: "address"}, outside(entry.url)), body);
  const path = `jobs/${job}/articles/${entry.article_id}/attempts`;
  let told = null;
  try {
    told = await askIfThere(path);
  } catch (problem) {
    body.replaceChildren(el("p", {class: "bad"}, problem.message));
    return;
  }
  const list = told?.attempts ?? [];
  body.replaceChildren(
    list.length === 0 ? el("p", {}, entry.attempts > 0 ? plural(entry.attempts, "attempt") : "No attempt yet.")
      : el("ol", {class: "timeline"}, ...list.map((one) => attempt(one, list.length))),
    facts({"State": chip(entry.status), "What": happened(entry) || null, "Host": entry.host}),
    el("div", {class: "bar"},
      el("a", {class: "button", href: `#/articles/${entry.article_id}`, click: closeAround}, "Article"),
      el("a", {class: "button", href: `#/jobs/${job}/articles/${entry.article_id}/log`, click: closeAround},
        "Log of its command")));
}

function closeAround(event) {
  event.target.closest("dialog").close();
}

function attempt(one, all) {
  const took = one.ended_at ? (Date.parse(one.ended_at) - Date.parse(one.started_at)) / 1000 : null;
  return el("li", {},
    el("b", {}, `${one.attempt} of ${Math.max(one.attempt, all)}`), " ", chip(one.outcome), " ",
    el("span", {class: "soft small"}, exactly(one.started_at), took === null ? "" : `, ${duration(took)}`,
      one.consumer ? ` by ${one.consumer}` : ""),
    el("div", {class: "small"}, [one.http_status, one.error_code?.replaceAll("_", " "), one.error]
      .filter(Boolean).join(" · ")),
    one.next_at ? el("div", {class: "small soft"}, "next ", ago(one.next_at)) : null);
}
