import {action, head, titled, trouble} from "./acts.js";
import {ask, query} from "./api.js";
import {el, field, select} from "./dom.js";
import {readList} from "./lists.js";
import {settled} from "./live.js";
import {upcoming} from "./schedule.js";
import {triggerText} from "./schedules.js";

const OVERLAPS = [["", "as usual"], ["skip", "skip this time"], ["queue_one", "run after it, once"],
  ["replace", "cancel it and run"], ["allow", "run beside it"]];
const EXAMPLES = ["0 9 * * 1-5", "*/15 * * * *", "every 2h", "daily 06:30", "weekly mon-fri 09:00",
  "monthly last 09:00"];

/** A schedule is made or changed; what its trigger means is said as one types. */
export function view(main, [id]) {
  titled(id ? `Edit ${id}` : "New schedule");
  let stored = null;
  let asked = 0;
  const message = el("div");
  const due = el("div", {role: "status", id: "due"}, el("p", {class: "soft"},
    "Type a trigger, and its next times are shown here."));
  const own = el("input", {maxlength: "64", pattern: "[A-Za-z0-9_\\-]*", placeholder: "morning-news"});
  const name = el("input", {maxlength: "200"});
  const trigger = el("input", {placeholder: "0 9 * * 1-5", autocomplete: "off", spellcheck: "false"});
  const zone = el("input", {list: "zones", autocomplete: "off", placeholder: "as the server has it"});
  const zones = el("datalist", {id: "zones"}, ...(Intl.supportedValuesOf?.("timeZone") ?? [])
    .map((value) => el("option", {value})));
  const articles = el("textarea", {rows: "5", spellcheck: "false", placeholder: "https://example.org/news/1"});
  const list = el("input", {type: "url", placeholder: "https://example.org/feed.xml"});
  const preset = el("input", {autocomplete: "off"});
  const maxAge = el("input", {placeholder: "day, 2h, 3600 or empty for any"});
  const tags = el("input", {placeholder: "news, morning"});
  const overlap = select({}, OVERLAPS);
  const note = el("input", {maxlength: "500"});
  const save = action(id ? "Save" : "Create", send, {kind: "main"});
  const examples = el("p", {class: "small"}, "For example: ", ...EXAMPLES.flatMap((text) => [
    el("button", {type: "button", class: "plain small", click: () => {
      trigger.value = text;
      look();
    }}, text), " "]));
  const form = el("form", {submit: (event) => {
    event.preventDefault();
    save.click();
  }},
    el("div", {class: "fields"}, id ? null : field("Id", own, "letters, digits, - and _; made if left out"),
      field("Name", name)),
    field("Trigger", trigger, "cron, or words such as every 2h, daily 06:30, weekly mon-fri 09:00"), examples,
    field("Time zone", zone), zones,
    field("Addresses, one on each line", articles, "or one of the two below"),
    el("div", {class: "fields"}, field("Address of a list", list, "read anew each time"), field("Preset", preset)),
    el("div", {class: "fields"}, field("Fetch again if older than", maxAge, "day: what was not fetched on this day"),
      field("While a job of it is open", overlap), field("Tags", tags), field("Note", note)),
    el("div", {class: "bar"}, save, el("a", {class: "button", href: id ? `#/schedules/${id}` : "#/schedules"},
      "Back")));
  main.replaceChildren(head(id ? `Edit ${id}` : "New schedule"), message,
    el("div", {class: "columns"}, form, el("section", {class: "panel"}, el("h2", {}, "Due next"), due)));

  const preview = settled(150, look);
  trigger.addEventListener("input", preview);
  zone.addEventListener("input", preview);

  async function look() {
    const mine = ++asked;
    if (trigger.value.trim() === "") {
      return;
    }
    try {
      const seen = await ask(`schedules/preview${query({count: 5})}`, {method: "POST",
        body: {trigger: triggerValue(), time_zone: zone.value.trim() || undefined}});
      if (mine === asked) {
        due.replaceChildren(...upcoming(seen));
      }
    } catch (problem) {
      if (mine === asked) {
        const [first] = problem.document?.errors ?? [];
        due.replaceChildren(el("p", {class: "bad"}, first?.message ?? problem.message));
      }
    }
  }

  /** What was not touched goes back as it came: a trigger may have more than its line says. */
  function triggerValue() {
    return stored && trigger.value.trim() === triggerText(stored.trigger) ? stored.trigger : trigger.value.trim();
  }

  function work() {
    const given = readList(articles.value).articles;
    return {
      articles: given.length > 0 ? given.map((one) => stored?.articles?.find(({url}) => url === one.url) ?? one) : null,
      article_list_url: list.value.trim() || null,
      preset: preset.value.trim() || null,
    };
  }

  function ageValue() {
    const age = maxAge.value.trim();
    return age === "" ? null : /^\d+$/.test(age) ? Number(age) : age;
  }

  async function send() {
    try {
      const fields = {
        name: name.value.trim() || null, trigger: triggerValue(), time_zone: zone.value.trim() || null, ...work(),
        max_age: ageValue(), tags: tags.value.split(",").map((tag) => tag.trim()).filter(Boolean),
        overlap: overlap.value || null, note: note.value.trim() || null,
      };
      const made = id
        ? await ask(`schedules/${id}`, {method: "PATCH", body: fields,
          headers: {"Content-Type": "application/merge-patch+json", "If-Match": `"${stored.revision}"`}})
        : await ask("schedules", {method: "POST", body: Object.fromEntries(Object.entries(
          {id: own.value.trim() || null, ...fields}).filter(([, value]) => value !== null && value.length !== 0))});
      location.hash = `#/schedules/${made.id}`;
    } catch (problem) {
      message.replaceChildren(trouble(problem));
      scrollTo(0, 0);
    }
  }

  async function load() {
    if (!id) {
      return;
    }
    try {
      stored = await ask(`schedules/${id}`);
    } catch (problem) {
      message.replaceChildren(trouble(problem));
      return;
    }
    name.value = stored.name ?? "";
    trigger.value = triggerText(stored.trigger);
    zone.value = stored.time_zone ?? "";
    articles.value = (stored.articles ?? []).map(({url}) => url).join("\n");
    list.value = stored.article_list_url ?? "";
    preset.value = stored.preset ?? "";
    maxAge.value = stored.max_age ?? "";
    tags.value = (stored.tags ?? []).join(", ");
    overlap.value = stored.overlap ?? "";
    note.value = stored.note ?? "";
    await look();
  }

  return {ready: load(), leave() {
    asked++;
    preview.stop();
  }};
}
