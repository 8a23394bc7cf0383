import {action, dialog, head, tell, titled, trouble} from "./acts.js";
import {ask, query} from "./api.js";
import {cell, el, field, rowsOf, select, table, write} from "./dom.js";
import {resumeButton} from "./hostparts.js";
import {every, settled} from "./live.js";
import {showTime} from "./times.js";
import {chip, count} from "./words.js";

const MOST = 1000;
const EVERY = 4000;
const STATES = {PAUSED: "paused", SLOWED: "slowed", OPEN: "open"};
const SPANS = [["600", "10 minutes"], ["3600", "1 hour"], ["86400", "1 day"], ["", "until it is resumed"]];

/** The hosts that the queue knows, the paused first; each can be held, let go and slowed. */
export function view(main, ids, given, remember) {
  titled("Hosts");
  let asked = 0;
  let all = [];
  let total = 0;
  const body = el("tbody");
  const rows = rowsOf(body, (host) => host.host, (host) => hostRow(host, load));
  const text = el("input", {type: "search", placeholder: "part of its name", input: settled(150, show),
    value: given.get("q")});
  const state = select({change: load, id: "host-state"}, [["", "all"], ...Object.entries(STATES)], given.get("state"));
  const position = el("p", {class: "soft small", role: "status"});
  const message = el("div");
  const none = el("p", {class: "empty"});
  const list = table("Hosts", ["Host", "State", ...["Running", "At most", "Waiting"].map((head) =>
    ({text: head, number: true})), "Change"], body);
  main.replaceChildren(head("Hosts", action("Pause a host", () => pauseHost("", load))),
    el("search", {class: "bar filters"}, field("Search", text), field("State", state)), message, list, none, position);

  async function load() {
    const mine = ++asked;
    try {
      const page = await ask(`hosts${query({state: state.value, limit: MOST})}`);
      if (mine === asked) {
        message.replaceChildren();
        all = page.hosts;
        total = page.total;
        show();
      }
    } catch (problem) {
      if (mine === asked && problem.status !== 0) {
        message.replaceChildren(trouble(problem));
      }
    }
  }

  function show() {
    remember({q: text.value.trim(), state: state.value});
    const wanted = text.value.trim().toLowerCase();
    const seen = all.filter((host) => host.host.toLowerCase().includes(wanted));
    rows.show(seen);
    list.hidden = seen.length === 0;
    none.hidden = seen.length > 0;
    write(none, all.length > 0 || state.value ? "No host fits."
      : "No host is at work. Hosts appear here when articles of them wait or run, and when one is paused.");
    write(position, seen.length < total ? `${count(seen.length)} of ${count(total)}` : "");
  }

  const stop = every(EVERY, load);
  return {reload: load, leave() {
    asked++;
    stop();
  }};
}

function hostRow({host}, load) {
  const state = chip("OPEN");
  const why = el("div", {class: "small soft"});
  const until = el("span", {class: "small"});
  const numbers = ["running", "max_concurrent", "waiting"].map((name) => [name, el("span")]);
  const resume = resumeButton(host, load);
  const pause = action("Pause", () => pauseHost(host, load), {kind: "small", name: `Pause ${host}`});
  const limits = action("Limits", () => limitHost(known, load), {kind: "small", name: `Limits of ${host}`});
  let known = {};
  return {
    element: el("tr", {"data-host": host},
      cell("Host", {class: "address"}, el("b", {"data-row": true, tabindex: "-1"}, host)),
      cell("State", {}, state, " ", until, why),
      ...numbers.map(([name, value]) => cell(name === "max_concurrent" ? "At most" : name, {class: "number"}, value)),
      cell("Change", {}, el("span", {class: "bar tight"}, resume, pause, limits))),
    renew(now) {
      known = now;
      state.renew(now.state);
      showTime(until, now.paused_until);
      const {delay_ms: delay, max_concurrent: most} = now.limits ?? {};
      write(why, [now.paused_by_operator ? "paused by hand" : null, now.reason, now.note,
        delay ? `limit: ${count(delay)} ms between two` : null, most ? `limit: ${count(most)} at a time` : null]
        .filter(Boolean).join(" · "));
      numbers.forEach(([name, value]) => write(value, count(now[name])));
      resume.hidden = now.state === "OPEN";
      pause.hidden = now.state === "PAUSED";
    },
  };
}

function pauseHost(given, done) {
  const host = el("input", {value: given, required: true, placeholder: "example.com", autocomplete: "off"});
  const span = select({}, SPANS, "3600");
  const note = el("input", {maxlength: "500", placeholder: "for the others"});
  form("Pause a host", "Pause it", [given ? null : field("Host", host), field("For", span), field("Note", note)],
    async () => {
      await ask(`hosts/${encodeURIComponent(host.value.trim())}/pause`, {method: "POST", body: {
        note: note.value.trim() || undefined, seconds: span.value ? Number(span.value) : undefined}});
      tell(`${host.value.trim()} is paused`);
      done();
    });
}

function limitHost({host, limits = {}}, done) {
  const delay = el("input", {type: "number", min: "0", value: limits.delay_ms});
  const most = el("input", {type: "number", min: "1", value: limits.max_concurrent});
  form(`Limits of ${host}`, "Set them", [field("Milliseconds between two fetches", delay, "empty: as the settings say"),
    field("Fetches at a time", most, "empty: as the settings say")], async () => {
    const value = (input) => (input.value === "" ? null : Number(input.value));
    await ask(`hosts/${encodeURIComponent(host)}`, {method: "PATCH",
      body: {delay_ms: value(delay), max_concurrent: value(most)}});
    tell(`The limits of ${host} are set`);
    done();
  });
}

function form(title, yes, fields, work) {
  const box = dialog(title, el("form", {submit: async (event) => {
    event.preventDefault();
    try {
      await work();
      box.close();
    } catch (problem) {
      box.querySelector(".note")?.remove();
      box.querySelector("form").prepend(trouble(problem));
    }
  }}, ...fields, el("div", {class: "bar"}, el("button", {class: "main"}, yes))));
}
