import {el, write} from "./dom.js";
import {resumeButton} from "./hostparts.js";
import {agoText} from "./times.js";
import {chip, shortAddress} from "./words.js";

/** One line of the list of articles, used for one entry after the other. */
export function articleLine(job, opened, resumed) {
  const name = el("span", {class: "ellipsis name"});
  const under = el("span", {class: "ellipsis soft small"});
  const state = chip("PENDING");
  const what = el("span", {class: "ellipsis small what"});
  const read = el("a", {class: "small"}, "Read");
  const more = el("button", {type: "button", class: "plain small", click: () => opened(line.entry)}, "Attempts");
  const resume = el("span");
  const line = {
    element: el("div", {role: "row", class: "article-line"},
      el("span", {role: "cell", class: "who"}, name, under),
      el("span", {role: "cell"}, state),
      el("span", {role: "cell", class: "what"}, what),
      el("span", {role: "cell", class: "do"}, resume, read, more)),
    entry: null,
    show(entry) {
      line.entry = entry;
      write(name, entry.title ?? shortAddress(entry.url));
      name.title = entry.url;
      write(under, [entry.title ? shortAddress(entry.url) : null, entry.source, entry.category,
        entry.cached ? "from the cache" : null].filter(Boolean).join(" · "));
      state.renew(entry.status);
      write(what, happened(entry));
      what.title = entry.error ?? "";
      read.hidden = entry.status !== "SCRAPED";
      read.href = `#/articles/${entry.article_id}`;
      read.setAttribute("aria-label", `Read ${entry.title ?? shortAddress(entry.url)}`);
      more.setAttribute("aria-label", `Attempts of ${shortAddress(entry.url)}`);
      showResume(entry);
    },
  };

  function showResume(entry) {
    const host = pausedHost(entry) ? entry.host : "";
    if ((resume.dataset.host ?? "") !== host) {
      resume.dataset.host = host;
      resume.replaceChildren(...host ? [resumeButton(host, resumed)] : []);
    }
  }

  return line;
}

function pausedHost(entry) {
  return entry.host_paused_until && entry.status === "PENDING" && entry.waiting_for?.startsWith("its host");
}

/** What holds it or what became of it, in words. */
export function happened(entry) {
  if (pausedHost(entry)) {
    return `${entry.host} is paused, asked again ${agoText(entry.host_paused_until)}${
      entry.host_pause_reason ? `: ${entry.host_pause_reason}` : ""}`;
  }
  if (entry.status === "PENDING" && entry.next_try_at && Date.parse(entry.next_try_at) > Date.now()) {
    return `tried again ${agoText(entry.next_try_at)}${entry.error ? `: ${entry.error}` : ""}`;
  }
  if (entry.waiting_for) {
    return `waits for ${entry.waiting_for}${entry.error ? ` (${entry.error})` : ""}`;
  }
  if (entry.status === "FAILED") {
    return [entry.error_code?.replaceAll("_", " "), entry.error].filter(Boolean).join(": ");
  }
  return "";
}
