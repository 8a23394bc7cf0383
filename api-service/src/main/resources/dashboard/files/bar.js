import {el} from "./dom.js";
import {count, percent} from "./words.js";

/** How far a job is, in three parts: done, failed (hatched, so that it is not told by colour alone), and open. */
export function progressBar() {
  const done = el("span", {class: "done"});
  const failed = el("span", {class: "failed"});
  const element = el("div", {class: "progress", role: "img"}, done, failed);
  return {
    element,
    show({completed, failed: lost, total_articles: total, status}) {
      const whole = Math.max(1, total);
      done.style.width = `${completed / whole * 100}%`;
      failed.style.width = lost > 0 ? `max(3px, ${lost / whole * 100}%)` : "0";
      element.dataset.status = status;
      element.setAttribute("aria-label", `${percent(completed, whole)} done, ${percent(lost, whole)} failed: ${
        count(completed)} and ${count(lost)} of ${count(total)}`);
    },
  };
}
