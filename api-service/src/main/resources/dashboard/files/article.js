import {action, emptyState, head, tell, titled, trouble} from "./acts.js";
import {ask, askIfThere} from "./api.js";
import {cell, el, facts, outside, table} from "./dom.js";
import {fetchFacts} from "./fetchfacts.js";
import {markdown} from "./markdown.js";
import {ago, exactly} from "./times.js";
import {chip, plural, shortAddress} from "./words.js";

const FIELDS = ["title", "authors", "published_at", "modified_at", "language", "description", "canonical_url",
  "site_name", "image", "lead_image", "keywords", "tags"];

/** An article as one reads it, and all that is known of it. */
export function view(main, [id]) {
  titled("Article");
  let article = null;
  let shows = "read";
  let pictures = false;
  const body = el("div", {class: "article"});
  main.replaceChildren(body);

  async function load() {
    try {
      article = await ask(`articles/${id}`);
    } catch (problem) {
      body.replaceChildren(problem.status === 404
        ? emptyState("There is no such article", "Nobody has asked for it, or it was removed.", null,
          el("a", {class: "button", href: "#/jobs"}, "All jobs")) : trouble(problem));
      return;
    }
    titled(article.title ?? shortAddress(article.url));
    show();
    const [versions, jobs] = await Promise.all(["versions", "jobs"].map((what) =>
      askIfThere(`articles/${id}/${what}`).catch(() => null)));
    more.replaceChildren(...[versionList(versions), jobList(jobs)].filter(Boolean));
  }

  const more = el("div");
  const reading = el("div", {class: "reading"});

  function show() {
    const again = action("Fetch again", async () => {
      const accepted = await ask("jobs/submit", {method: "POST", body: {
        articles: [{url: article.url, source: article.source ?? undefined, category: article.category ?? undefined}],
        max_age: 0, name: `Again: ${(article.title ?? shortAddress(article.url)).slice(0, 150)}`,
      }});
      location.hash = `#/jobs/${accepted.job_id}`;
    });
    body.replaceChildren(
      head(article.title ?? shortAddress(article.url), again,
        el("a", {class: "button", href: article.url, target: "_blank", rel: "noopener noreferrer nofollow"}, "Page")),
      el("p", {class: "byline soft"}, byline()),
      el("div", {class: "columns"},
        el("div", {}, modes(), reading),
        el("div", {class: "beside"}, fieldTable(), fetchFacts(article), stored(), more)));
    showText();
  }

  function byline() {
    const parts = [article.authors?.length ? article.authors.join(", ") : null, article.site_name ?? article.source,
      article.word_count ? plural(article.word_count, "word") : null, article.language];
    const line = el("span", {}, parts.filter(Boolean).join(" · "));
    if (article.published_at) {
      line.append(" · ", ago(article.published_at));
    }
    return line;
  }

  function modes() {
    return el("div", {class: "tabs", role: "group", "aria-label": "Show"},
      ...[["read", "As read"], ["markdown", "Markdown"], ["text", "Plain text"]].map(([value, label]) =>
        el("button", {type: "button", "aria-pressed": String(shows === value), click: (event) => {
          shows = value;
          event.target.parentElement.querySelectorAll("button").forEach((one) =>
            one.setAttribute("aria-pressed", String(one === event.target)));
          showText();
        }}, label)));
  }

  function showText() {
    if (article.status !== "SCRAPED" && !article.content) {
      reading.replaceChildren(el("div", {class: "note"}, chip(article.status), " ",
        article.error_message ?? "There is no text yet."));
    } else if (shows === "read") {
      const text = article.markdown ?? article.content ?? "";
      const shown = markdown(withoutTitle(text), pictures);
      reading.lang = article.language ?? "";
      reading.replaceChildren(...shown.querySelector(".picture") ? [picturesButton()] : [], shown);
    } else {
      reading.replaceChildren(el("pre", {tabindex: "0", class: "source"},
        shows === "markdown" ? article.markdown ?? "" : article.content ?? ""));
    }
  }

  /** The head of the page says it already. */
  function withoutTitle(text) {
    const [first, ...rest] = text.split("\n");
    return first.replace(/^#\s+/, "").trim() === article.title ? rest.join("\n") : text;
  }

  function picturesButton() {
    return el("p", {class: "small soft"}, el("button", {type: "button", class: "small", click: () => {
      pictures = true;
      showText();
    }}, "Show pictures"), " They are fetched from their sites, which then see your address.");
  }

  function fieldTable() {
    const sources = {...article.sources, ...article.field_sources};
    const rows = FIELDS.filter((name) => article[name]?.length > 0).map((name) => el("tr", {},
      el("th", {scope: "row"}, name.replaceAll("_", " ")),
      cell("Value", {class: "address"}, value(name, article[name])),
      cell("From", {class: "soft small"}, sources[name] ?? "")));
    return el("section", {class: "panel"}, el("h2", {}, "Fields"),
      table("Fields and where they were found", ["Field", "Value", "Found in"], el("tbody", {}, ...rows)),
      article.data ? el("details", {}, el("summary", {}, "Data"),
        el("pre", {tabindex: "0"}, JSON.stringify(article.data, null, 2))) : null);
  }

  function value(name, given) {
    if (name.endsWith("_at")) {
      return exactly(given);
    }
    return Array.isArray(given) ? given.join(", ") : outside(String(given));
  }

  function stored() {
    return el("section", {class: "panel"}, el("h2", {}, "Stored"), facts({
      "State": chip(article.status), "Article": article.article_id, "Address": outside(article.url),
      "Fetched": ago(article.scraped_at), "First asked for": ago(article.created_at),
      "Asked for by": plural(article.reference_count, "submission"), "Hash of the text": article.content_hash,
      "Error": article.error_message,
    }));
  }

  function versionList(versions) {
    if (!versions?.length) {
      return null;
    }
    return el("section", {class: "panel"}, el("h2", {}, "Versions"), el("ul", {class: "plain"},
      ...versions.map((one) => el("li", {},
        el("button", {type: "button", class: "plain small", click: () => showVersion(one)}, `Version ${one.version}`),
        " ", ago(one.fetched_at), el("span", {class: "soft small"}, ` ${plural(one.word_count ?? 0, "word")}`)))));
  }

  async function showVersion({version}) {
    try {
      const old = await ask(`articles/${id}/versions/${version}`);
      reading.replaceChildren(
        el("div", {class: "note"}, `This is version ${version}. `,
          el("button", {type: "button", class: "small", click: showText}, "Back to the newest")),
        old.title ? el("h2", {}, old.title) : "", markdown(old.markdown ?? old.content ?? "", pictures));
    } catch (problem) {
      tell(problem);
    }
  }

  function jobList(jobs) {
    if (!jobs?.length) {
      return null;
    }
    return el("section", {class: "panel"}, el("h2", {}, "Jobs that used it"), el("ul", {class: "plain"},
      ...jobs.map((job) => el("li", {}, chip(job.status), " ",
        el("a", {href: `#/jobs/${job.job_id}`}, job.name ?? job.job_id), " ", ago(job.created_at),
        el("span", {class: "soft small"}, job.cached ? " from the cache" : "")))));
  }

  return {ready: load(), reload: load, leave() {}};
}

