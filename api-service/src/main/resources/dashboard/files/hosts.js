import {ask, query} from "./api.js";
import {count, el, status, trouble, until} from "./dom.js";
import {calmly} from "./live.js";

const MOST = 100;
const LOOK_EVERY = 5000;
const STATES = {PAUSED: "paused", SLOWED: "slowed", OPEN: "as any"};

/** The hosts that the queue knows, the paused first, with a way to end a pause. */
export function hosts(main) {
  let asked = 0;
  const body = el("tbody");
  const state = el("select", {change: () => load(), id: "host-state"},
    el("option", {value: ""}, "all"),
    ...Object.entries(STATES).map(([value, label]) => el("option", {value}, label)));
  const total = el("p", {class: "soft small", role: "status"});
  const message = el("div");

  main.replaceChildren(
    el("h1", {}, "Hosts"),
    el("div", {class: "bar"}, el("label", {}, "State", state)),
    message,
    el("div", {class: "scroll"}, el("table", {},
      el("thead", {}, el("tr", {},
        ...["Host", "State"].map((head) => el("th", {scope: "col"}, head)),
        ...["Running", "At most", "Waiting"].map((head) => el("th", {scope: "col", class: "number"}, head)),
        el("th", {scope: "col"}))),
      body)),
    total);

  async function load() {
    const mine = ++asked;
    try {
      const page = await ask(`hosts${query({state: state.value, limit: MOST})}`);
      if (mine !== asked) {
        return;
      }
      body.replaceChildren(...page.hosts.map(row));
      if (page.hosts.length === 0) {
        body.append(el("tr", {}, el("td", {colspan: "6", class: "soft"}, "None here.")));
      }
      total.textContent = page.total > page.hosts.length
        ? `${count(page.hosts.length)} of ${count(page.total)}` : "";
    } catch (problem) {
      if (mine === asked) {
        message.replaceChildren(trouble(problem));
      }
    }
  }

  function row(host) {
    return el("tr", {"data-host": host.host},
      el("td", {class: "address"}, host.host),
      el("td", {}, status(host.state === "OPEN" ? STATES.OPEN : host.state),
        host.state === "OPEN" ? null : el("div", {class: "small"},
          host.paused_until ? until(host.paused_until) : null,
          host.paused_until && host.reason ? ", " : null,
          host.reason ? `because ${host.reason}` : null)),
      el("td", {class: "number"}, count(host.running)),
      el("td", {class: "number"}, count(host.max_concurrent)),
      el("td", {class: "number"}, count(host.waiting)),
      el("td", {}, host.state === "OPEN" ? null
        : resume(host.host, () => load(), (problem) => message.replaceChildren(trouble(problem)))));
  }

  const calm = calmly(1000, load);
  calm();
  const timer = setInterval(calm, LOOK_EVERY);
  return () => {
    clearInterval(timer);
    calm.stop();
  };
}

/** A button that ends the pause of a host. */
export function resume(host, resumed, failed) {
  const button = el("button", {type: "button", "aria-label": `Resume ${host}`, click: async () => {
    button.disabled = true;
    try {
      await ask(`hosts/${encodeURIComponent(host)}/resume`, {method: "POST"});
      resumed();
    } catch (problem) {
      button.disabled = false;
      failed(problem);
    }
  }}, "Resume");
  return button;
}
