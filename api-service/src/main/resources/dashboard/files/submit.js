import {action, head, titled, trouble} from "./acts.js";
import {ask, query} from "./api.js";
import {el, field, select, write} from "./dom.js";
import {readList} from "./lists.js";
import {settled} from "./live.js";
import {verdicts} from "./verdicts.js";
import {plural} from "./words.js";

const AGES = [["", "never: any stored article will do"], ["3600", "older than 1 hour"], ["86400", "older than 1 day"],
  ["day", "not fetched today"], ["604800", "older than 1 week"], ["0", "always"], ["other", "other…"]];
const PRIORITIES = [["2", "high: before all others"], ["5", "medium"], ["9", "low: when nothing else waits"]];

/** A list of addresses becomes a job: pasted, dropped or named, looked at before, and sent. */
export function view(main) {
  titled("Submit");
  /** Stands for the form as it is, so that a second try after a broken connection is no second job. */
  let key = randomKey();
  let read = {kind: "nothing", articles: []};
  const answer = el("div", {id: "answer", role: "status"});
  const found = el("p", {class: "soft small", role: "status"});
  const addresses = el("textarea", {spellcheck: "false", autocapitalize: "off", rows: "10",
    placeholder: "https://example.org/a\nexample.org/b\n\nor JSON, a CSV table, or the text of a feed"});
  const file = el("input", {type: "file", class: "unseen", id: "file", accept: ".txt,.csv,.tsv,.json,.ndjson,.xml,.rss",
    change: () => take(file.files[0])});
  const list = el("input", {type: "url", placeholder: "https://example.org/feed.xml"});
  const name = el("input", {maxlength: "200"});
  const tags = el("input", {placeholder: "news, morning"});
  const source = el("input", {maxlength: "200"});
  const category = el("input", {maxlength: "200"});
  const priority = select({}, PRIORITIES, "5");
  const age = select({change: showOther}, AGES);
  const other = el("input", {type: "number", min: "0", step: "1", value: "7200"});
  const otherField = field("Seconds", other);
  const skip = el("input", {type: "checkbox", checked: true});
  const scraper = select({}, [["", "as is usual for the host"]]);
  const go = action("Submit", send, {kind: "main"});
  const look = el("button", {type: "button", click: preview}, "Preview");
  otherField.hidden = true;

  const form = el("form", {submit: (event) => {
    event.preventDefault();
    go.click();
  }, input: () => {
    key = randomKey();
    lookSoon();
  }},
    el("label", {class: "field drop"}, el("span", {}, "Addresses, one on each line, or a file"), addresses),
    el("div", {class: "bar"}, el("label", {class: "button", for: "file"}, "Choose a file"), file, found),
    field("Or the address of a list", list, "a feed, a sitemap or a list, which is read when it is sent"),
    el("div", {class: "fields"},
      field("Name of the job", name, "to find it again"),
      field("Tags", tags, "with commas; the list of jobs finds them"),
      field("Fetch again", age, "what is stored and younger is taken as it is"), otherField,
      field("Priority", priority)),
    el("details", {class: "more"}, el("summary", {}, "More options"), el("div", {class: "fields"},
      field("Source", source, "yours; given back with the results"),
      field("Category", category, "yours, too"),
      field("Scraper", scraper, "who gets the articles"),
      el("label", {class: "line"}, skip, "Drop addresses that are given twice, in place of refusing the list"))),
    el("div", {class: "bar"}, go, look));
  main.replaceChildren(head("Submit articles"), el("div", {class: "columns"}, form, answer));

  for (const event of ["dragover", "drop"]) {
    form.addEventListener(event, (drag) => {
      if (drag.dataTransfer?.types.includes("Files")) {
        drag.preventDefault();
        if (event === "drop") {
          take(drag.dataTransfer.files[0]);
        }
      }
    });
  }

  async function take(given) {
    if (given) {
      addresses.value = await given.text();
      name.value ||= given.name.replace(/\.\w+$/, "").slice(0, 200);
      key = randomKey();
      lookSoon();
    }
  }

  function showOther() {
    otherField.hidden = age.value !== "other";
  }

  /** What it is and how much, as one types; asks nobody. */
  const lookSoon = settled(150, () => {
    try {
      readNow();
      write(found, read.articles.length === 0 ? "" : `${plural(read.articles.length, "address", "addresses")}${
        read.kind === "list of addresses" ? "" : ` in a ${read.kind}`}`);
      found.classList.remove("bad");
    } catch (fault) {
      write(found, fault.message);
      found.classList.add("bad");
    }
  });

  function readNow() {
    read = readList(addresses.value);
  }

  function body() {
    readNow();
    if (read.articles.length === 0 && list.value.trim() === "") {
      throw new Error("Give at least one address");
    }
    const maxAge = age.value === "other" ? other.value : age.value;
    const own = list.value.trim() === "" ? {articles: read.articles.map((article) => ({
      source: source.value.trim() || undefined, category: category.value.trim() || undefined, ...article,
    }))} : {article_list_url: list.value.trim()};
    return {
      ...read.more,
      ...own,
      priority: Number(priority.value),
      name: name.value.trim() || read.more?.name || undefined,
      tags: [...read.more?.tags ?? [], ...tags.value.split(",").map((tag) => tag.trim()).filter((tag) => tag !== "")],
      max_age: maxAge === "" ? read.more?.max_age : maxAge === "day" ? "day" : Number(maxAge),
      on_duplicate: skip.checked ? "skip" : "error",
      scraper: scraper.value || read.more?.scraper || undefined,
    };
  }

  async function send() {
    answer.replaceChildren();
    try {
      const accepted = await ask("jobs/submit", {method: "POST", body: body(), headers: {"Idempotency-Key": key}});
      location.hash = `#/jobs/${accepted.job_id}`;
    } catch (problem) {
      answer.replaceChildren(trouble(problem));
    }
  }

  async function preview() {
    try {
      answer.replaceChildren(el("p", {class: "soft"}, "Looking…"));
      const seen = await ask(`jobs/submit${query({dry_run: true})}`, {method: "POST", body: body()});
      answer.replaceChildren(...verdicts(seen));
    } catch (problem) {
      answer.replaceChildren(trouble(problem));
    }
    answer.scrollIntoView({block: "nearest"}); // on a phone it is below the form
  }

  ask("scrapers").then(({scrapers}) => scrapers.filter((one) => one.mode === "article").forEach((one) =>
    scraper.append(el("option", {value: one.name}, one.name)))).catch(() => {});
  return {};
}

/** Not randomUUID, which browsers offer to pages of https and localhost only. */
function randomKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

