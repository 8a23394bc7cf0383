import {action, tell} from "./acts.js";
import {ask} from "./api.js";
import {el, write} from "./dom.js";
import {showTime} from "./times.js";

/** A button that ends the pause of a host. */
export function resumeButton(host, resumed = () => {}) {
  return action("Resume", async () => {
    await ask(`hosts/${encodeURIComponent(host)}/resume`, {method: "POST"});
    tell(`${host} is asked again`);
    resumed();
  }, {kind: "small", name: `Resume ${host}`});
}

/** Why a host is paused and until when, with a way to end it. */
export function pauseLine({host}) {
  const why = el("span", {class: "soft small"});
  const until = el("span");
  return {
    element: el("li", {class: "with-button"},
      el("span", {}, el("b", {}, host), " ", until, el("br"), why), resumeButton(host)),
    renew(now) {
      write(why, [now.reason, now.note].filter(Boolean).join(" · "));
      showTime(until, now.paused_until);
    },
  };
}
