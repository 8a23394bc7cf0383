import {ask, query} from "./api.js";
import {count, el, trouble} from "./dom.js";

const VERDICTS = {new: "busy", cached: "good", duplicate: "soft", refused: "bad"};

/** A list of addresses becomes a job. */
export function submit(main) {
  /** Stands for the form as it is, so that a second try after a broken connection is no second job. */
  let key = randomKey();
  const addresses = el("textarea", {required: true, spellcheck: "false", autocapitalize: "off",
    placeholder: "https://example.org/a\nhttps://example.org/b"});
  const name = el("input", {maxlength: "200"});
  const tags = el("input", {placeholder: "news, morning"});
  const source = el("input", {maxlength: "200"});
  const category = el("input", {maxlength: "200"});
  const priority = el("select", {},
    el("option", {value: "2"}, "high"),
    el("option", {value: "5", selected: true}, "medium"),
    el("option", {value: "9"}, "low"));
  const maxAge = el("input", {type: "number", min: "0", step: "1", placeholder: "any"});
  const skip = el("input", {type: "checkbox", checked: true});
  const look = el("button", {type: "button", click: preview}, "Look first");
  const go = el("button", {type: "submit", class: "main"}, "Submit");
  const answer = el("div", {role: "status", id: "answer"});

  main.replaceChildren(
    el("h1", {}, "Submit articles"),
    el("form", {submit: send, input: () => {
      key = randomKey();
    }},
      el("label", {}, "Addresses, one on each line", addresses),
      el("div", {class: "bar"},
        el("label", {}, "Name of the job", name),
        el("label", {}, "Tags, with commas", tags),
        el("label", {}, "Source", source),
        el("label", {}, "Category", category),
        el("label", {}, "Priority", priority),
        el("label", {}, "Fetch again if older than (seconds)", maxAge),
        el("label", {class: "line"}, skip, "Drop duplicates")),
      el("div", {class: "bar"}, go, look)),
    answer);

  function body() {
    const lines = addresses.value.split("\n").map((line) => line.trim()).filter((line) => line !== "");
    return JSON.stringify({
      articles: lines.map((url) => ({
        url,
        source: source.value.trim() || undefined,
        category: category.value.trim() || undefined,
        priority: Number(priority.value),
      })),
      name: name.value.trim() || undefined,
      tags: tags.value.split(",").map((tag) => tag.trim()).filter((tag) => tag !== ""),
      max_age: maxAge.value === "" ? undefined : Number(maxAge.value),
      on_duplicate: skip.checked ? "skip" : "error",
    });
  }

  async function whileBusy(work) {
    go.disabled = look.disabled = true;
    try {
      await work();
    } catch (problem) {
      answer.replaceChildren(trouble(problem));
    } finally {
      go.disabled = look.disabled = false;
    }
  }

  function send(event) {
    event.preventDefault();
    return whileBusy(async () => {
      const accepted = await ask("jobs/submit", {method: "POST", body: body(), headers: {"Idempotency-Key": key}});
      location.hash = `#/jobs/${accepted.job_id}`;
    });
  }

  function preview() {
    return whileBusy(async () => {
      const seen = await ask(`jobs/submit${query({dry_run: true})}`, {method: "POST", body: body()});
      answer.replaceChildren(
        el("p", {}, `${count(seen.new_articles)} new, ${count(seen.cached_articles)} stored already, ${
          count(seen.duplicate_articles)} duplicate, ${count(seen.refused_articles)} refused`),
        el("div", {class: "scroll"}, el("table", {}, el("tbody", {}, ...seen.articles.map((entry) => el("tr", {},
          el("td", {class: "address"}, entry.url ?? entry.path),
          el("td", {class: `status ${VERDICTS[entry.verdict]}`}, entry.verdict),
          el("td", {class: "small"}, entry.reason ?? "")))))));
    });
  }

  return () => {};
}

/** Not randomUUID, which browsers offer to pages of https and localhost only. */
function randomKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
