import {head, titled} from "./acts.js";
import {answered, ask, query} from "./api.js";
import {el, facts, field, select} from "./dom.js";
import {exactly} from "./times.js";
import {bytes, duration} from "./words.js";

const LINES = 1000;
/** More is not held: the beginning goes. */
const LONGEST = 2_000_000;

/** What the command for an article wrote, while it comes. */
export function view(main, [job, article]) {
  titled("Log");
  const path = `jobs/${job}/articles/${article}/log`;
  let aborted = new AbortController();
  const text = el("pre", {class: "log", tabindex: "0", "aria-label": "Log"});
  const ended = el("div");
  const told = el("p", {class: "soft small", role: "status"});
  const stream = select({change: load}, [["both", "both"], ["stdout", "stdout"], ["stderr", "stderr"]], "both");
  const follow = el("input", {type: "checkbox", change: load, checked: true});
  main.replaceChildren(
    head("Log", el("a", {class: "button", href: `#/jobs/${job}`}, "Job"),
      el("a", {class: "button", href: path, download: `${article}.log`}, "Download")),
    el("div", {class: "bar filters"}, field("Stream", stream), el("label", {class: "line"}, follow, "Follow")),
    told, text, ended);

  async function load() {
    aborted.abort();
    aborted = new AbortController();
    const {signal} = aborted;
    text.textContent = "";
    told.textContent = follow.checked ? "Following…" : "";
    try {
      const answer = await answered(`${path}${query({stream: stream.value, tail: LINES,
        follow: follow.checked || null})}`, {signal, headers: {Accept: "text/plain"}});
      if (!answer.ok) {
        const problem = await answer.json().catch(() => ({}));
        told.textContent = answer.status === 404
          ? "There is no log: only scrapers that are commands write one." : problem.detail ?? `Status ${answer.status}`;
        return;
      }
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        append(piece.value);
      }
      told.textContent = text.textContent === "" ? "It wrote nothing." : "That is all of it.";
      end(await ask(`${path}${query({tail: 0})}`, {signal, headers: {Accept: "application/json"}}));
    } catch (fault) {
      if (fault.name !== "AbortError") {
        told.textContent = "The log broke off.";
      }
    }
  }

  /** Stays at the end for those who are there, and where they are for those who read. */
  function append(piece) {
    const atEnd = text.scrollTop + text.clientHeight >= text.scrollHeight - 20;
    text.append(piece);
    while (text.textContent.length > LONGEST && text.firstChild !== text.lastChild) {
      text.firstChild.remove();
    }
    if (atEnd) {
      text.scrollTop = text.scrollHeight;
    }
  }

  function end(how) {
    ended.replaceChildren(facts({
      "Scraper": how.scraper, "Consumer": how.consumer, "Attempt": how.attempt, "Started": exactly(how.started_at),
      "Ended": exactly(how.ended_at), "Exit code": how.exit_code, "Signal": how.signal, "Stopped": how.stopped,
      "Took": typeof how.duration === "number" ? duration(how.duration) : how.duration,
      "Memory": bytes(how.peak_memory_bytes), "Left out": how.truncated ? "its middle" : null,
    }));
  }

  load();
  return {reload: load, leave: () => aborted.abort()};
}
