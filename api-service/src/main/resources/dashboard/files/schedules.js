import {action, dialog, emptyState, head, here, tell, titled, trouble} from "./acts.js";
import {ask, query} from "./api.js";
import {cell, el, field, rowsOf, select, table, write} from "./dom.js";
import {every, settled} from "./live.js";
import {showTime} from "./times.js";
import {chip, count} from "./words.js";

const EVERY = 5000;
const STATES = ["waiting", "running", "completed", "failed", "disabled", "done"];

/** What repeats by itself: when next, how the last time went; all of it can be held. */
export function view(main, ids, given, remember) {
  titled("Schedules");
  let asked = 0;
  let stopped = false;
  const body = el("tbody");
  const rows = rowsOf(body, (one) => one.id, (one) => scheduleRow(one, load));
  const text = el("input", {type: "search", placeholder: "name, id or tag", input: settled(150, show),
    value: given.get("q")});
  const state = select({change: () => load()}, [["", "all"], ...STATES.map((one) => [one, one])], given.get("status"));
  const note = el("div");
  const message = el("div");
  const none = el("div");
  const total = el("p", {class: "soft small", role: "status"});
  const hold = action("Pause all", pauseAll);
  const list = table("Schedules", ["Schedule", "State", "Next", "Last", "Switch"], body);
  let all = [];
  main.replaceChildren(
    head("Schedules", hold, el("a", {class: "button main", href: "#/schedules/new"}, "New schedule")),
    note, el("search", {class: "bar filters"}, field("Search", text), field("State", state)),
    message, list, none, total);

  async function load() {
    const mine = ++asked;
    remember({q: text.value.trim(), status: state.value});
    try {
      const [page, whole] = await Promise.all([
        ask(`schedules${query({status: state.value, limit: 1000})}`), ask("schedules/status")]);
      if (mine !== asked || stopped) {
        return;
      }
      message.replaceChildren();
      all = page.schedules;
      paused = whole.paused;
      write(hold, paused ? "Resume all" : "Pause all");
      note.replaceChildren(...paused ? [el("div", {class: "note"}, el("strong", {}, "All schedules are paused. "),
        whole.note ?? "")] : []);
      show();
    } catch (problem) {
      if (mine === asked && problem.status !== 0) {
        message.replaceChildren(trouble(problem));
      }
    }
  }

  let paused = false;

  function pauseAll() {
    if (paused) {
      return ask("schedules/resume", {method: "POST"}).then(load);
    }
    return noted("Pause all schedules?", "Nothing fires until they are resumed; what was due meanwhile is skipped.",
      "Pause all", async (why) => {
        await ask("schedules/pause", {method: "POST", body: {note: why || null}});
        await load();
      });
  }

  function show() {
    const wanted = text.value.trim().toLowerCase();
    const seen = all.filter((one) => [one.id, one.name, ...one.tags ?? []].some((word) =>
      word?.toLowerCase().includes(wanted)));
    rows.show(seen);
    list.hidden = seen.length === 0;
    write(total, seen.length === all.length ? "" : `${count(seen.length)} of ${count(all.length)}`);
    none.replaceChildren(...seen.length > 0 ? [] : [all.length > 0 || state.value !== ""
      ? el("p", {class: "empty"}, "No schedule fits.")
      : emptyState("No schedules yet", "A schedule makes a job each time that it is due. Make one here, or:",
        `curl -s ${here("schedules")} -H 'Content-Type: application/json' \\\n  -d '{"id": "morning", "trigger": `
        + "\"0 7 * * 1-5\", \"articles\": [{\"url\": \"https://example.com/\"}], \"max_age\": \"day\"}'",
        el("a", {class: "button main", href: "#/schedules/new"}, "New schedule"))]);
  }

  const stop = every(EVERY, load);
  return {reload: load, leave() {
    stopped = true;
    stop();
  }};
}

/** Asks for a reason, then does it. */
export function noted(title, text, yes, work) {
  const why = el("input", {maxlength: "500", placeholder: "for the others, for example: holidays"});
  const box = dialog(title, el("p", {}, text), el("form", {submit: async (event) => {
    event.preventDefault();
    box.close();
    try {
      await work(why.value.trim());
    } catch (problem) {
      tell(problem);
    }
  }}, field("Note", why), el("div", {class: "bar"}, el("button", {class: "main"}, yes))));
  why.focus();
}

/** Enables it, or disables it with a note. */
export function switchOf(id, isEnabled, changed) {
  return action("Disable", async () => {
    if (!isEnabled()) {
      await ask(`schedules/${id}/enable`, {method: "POST"});
      changed();
      return;
    }
    noted("Disable this schedule?", "Nothing of it fires until it is enabled again.", "Disable it", async (why) => {
      await ask(`schedules/${id}/disable`, {method: "POST", body: {note: why || null}});
      changed();
    });
  }, {kind: "small"});
}

function scheduleRow({id}, load) {
  let known = {};
  const name = el("a", {href: `#/schedules/${id}`, "data-row": true, class: "name"});
  const under = el("div", {class: "soft small ellipsis"});
  const state = chip("waiting");
  const note = el("div", {class: "soft small"});
  const next = el("span");
  const last = el("span");
  const outcome = el("span");
  const toggle = switchOf(id, () => known.enabled, load);
  return {
    element: el("tr", {"data-schedule": id},
      cell("Schedule", {class: "who"}, name, under), cell("State", {}, state, note), cell("Next", {}, next),
      cell("Last", {}, outcome, " ", last), cell("Switch", {}, toggle)),
    renew(now) {
      known = now;
      write(name, now.name ?? now.id);
      write(under, [now.name ? now.id : null, triggerText(now.trigger), now.time_zone, ...now.tags ?? []]
        .filter(Boolean).join(" · "));
      state.renew(now.status);
      write(note, now.note ?? now.disabled_reason ?? "");
      showTime(next, now.next_run_at);
      showTime(last, now.last_run_at);
      const told = now.last_outcome ?? "";
      if (outcome.dataset.told !== told) {
        outcome.dataset.told = told;
        outcome.replaceChildren(...told ? [chip(told)] : []);
      }
      write(toggle, now.enabled ? "Disable" : "Enable");
      toggle.setAttribute("aria-label", `${now.enabled ? "Disable" : "Enable"} ${now.name ?? now.id}`);
    },
  };
}

/** A trigger as one line, as the API takes it. */
export function triggerText(trigger) {
  if (typeof trigger === "string") {
    return trigger;
  }
  const {type, expression, every: gap, at, minute, time, times, day, days} = trigger ?? {};
  const at2 = [times ?? time ?? []].flat().join(",");
  const on = [days ?? day ?? []].flat().join(",").toLowerCase();
  return {
    cron: expression, interval: `every ${typeof gap === "number" ? `${gap}s` : gap}`, once: `once ${at}`,
    hourly: minute ? `hourly ${minute}` : "hourly", daily: `daily ${at2}`, weekly: `weekly ${on} ${at2}`,
    monthly: `monthly ${on} ${at2}`,
  }[type] ?? JSON.stringify(trigger);
}
