import {ask} from "./api.js";
import {count, el, facts, outside, status, time, trouble} from "./dom.js";

/** What is stored of one address. */
export function article(main, id) {
  const stopping = new AbortController();
  main.replaceChildren(el("p", {class: "soft"}, "Loading…"));
  ask(`articles/${id}`, {signal: stopping.signal}).then(
    (stored) => show(main, stored),
    (problem) => {
      if (problem.name !== "AbortError") {
        main.replaceChildren(trouble(problem));
      }
    });
  return () => stopping.abort();
}

function show(main, stored) {
  main.replaceChildren(
    el("h1", {dir: "auto"}, stored.title ?? stored.url),
    facts({
      "Status": status(stored.status),
      "Error": stored.error_message,
      "Address": outside(stored.url),
      "Led to": stored.final_url && stored.final_url !== stored.url ? outside(stored.final_url) : null,
      "Authors": stored.authors.join(", "),
      "Published": time(stored.published_at),
      "Changed": time(stored.modified_at),
      "Site": stored.site_name,
      "Language": stored.language,
      "Words": stored.word_count === null ? null : count(stored.word_count),
      "Description": stored.description,
      "Picture": stored.image ? outside(stored.image) : null,
      "Scraped": time(stored.scraped_at),
    }),
    el("h2", {}, "Text"),
    stored.content
      ? el("div", {class: "text", lang: stored.language, dir: "auto"}, stored.content)
      : el("p", {class: "soft"}, "None yet."));
}
