import {el, facts, outside} from "./dom.js";
import {ago} from "./times.js";
import {bytes, millis} from "./words.js";

const PHASES = {waited: "waited for its host", connected: "connected", first_byte: "first byte", body: "body read",
  read: "article read"};

/** The raw facts of the last fetch: status, bytes, redirects, and what took how long. */
export function fetchFacts(article) {
  const fetched = article.fetch ?? {};
  const timings = Object.entries(fetched.timings_ms ?? {}).filter(([, took]) => took !== null);
  const longest = Math.max(1, ...timings.map(([, took]) => took));
  return el("section", {class: "panel"}, el("h2", {}, "Fetch"),
    facts({
      "Status": fetched.http_status ?? article.http_status,
      "Began": ago(fetched.started_at),
      "Content type": fetched.content_type,
      "Page": bytes(fetched.body_bytes),
      "Text": bytes(fetched.content_bytes),
      "Protocol": fetched.protocol,
      "Server": fetched.address,
      "Final address": article.final_url && article.final_url !== article.url
        ? outside(fetched.final_url ?? article.final_url) : null,
      "ETag": article.etag,
      "Last modified": article.last_modified,
      "Failed attempts": article.retry_count > 0 ? article.retry_count : null,
    }),
    fetched.redirects?.length ? el("details", {open: true}, el("summary", {}, "Redirects"), el("ol", {},
      ...fetched.redirects.map(({url, status}) => el("li", {class: "address small"}, `${status} `, outside(url)))))
      : null,
    timings.length > 0 ? el("ul", {class: "plain"}, ...timings.map(([name, took]) => {
      const part = el("span", {class: "part"});
      part.style.width = `${took / longest * 100}%`;
      return el("li", {class: "measured"}, el("span", {}, PHASES[name] ?? name), el("b", {class: "number"},
        millis(took)), el("span", {class: "measure"}, part));
    })) : null);
}
