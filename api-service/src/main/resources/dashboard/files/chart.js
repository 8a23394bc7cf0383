import {el, svg, write} from "./dom.js";
import {count, plural} from "./words.js";

const WIDTH = 600;
const HEIGHT = 120;

const clock = new Intl.DateTimeFormat("en-GB", {hour: "2-digit", minute: "2-digit"});

/** Articles of each minute of the last hour as columns: what succeeded, and on top of it what failed. */
export function hourChart() {
  const columns = [];
  const drawing = svg("svg", {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img",
    "aria-label": "Articles of each minute of the last hour", class: "chart"});
  const most = el("span", {class: "most"});
  const from = el("span");
  const readout = el("p", {class: "soft small readout"});
  const body = el("tbody");
  const element = el("figure", {class: "hour"},
    el("div", {class: "plot"}, most, drawing),
    el("div", {class: "axis soft small"}, from, el("span", {}, "now")),
    el("figcaption", {class: "small"},
      el("span", {class: "key ok"}, "succeeded"), el("span", {class: "key failed"}, "failed"), readout),
    el("details", {}, el("summary", {}, "As a table"), el("div", {class: "scroll short", tabindex: "0"},
      el("table", {}, el("thead", {}, el("tr", {}, ...["Minute", "Succeeded", "Failed", "Retried"].map((head) =>
        el("th", {scope: "col"}, head)))), body))));

  function grow(length) {
    while (columns.length < length) {
      const [ok, failed, title] = [svg("rect", {class: "ok"}), svg("rect", {class: "failed"}), svg("title")];
      const area = svg("rect", {class: "area", y: 0, height: HEIGHT}, title);
      drawing.append(ok, failed, area);
      const cells = [0, 1, 2, 3].map(() => el("td"));
      body.prepend(el("tr", {}, ...cells));
      const column = {ok, failed, area, title, cells};
      area.addEventListener("pointerenter", () => write(readout, column.title.textContent));
      columns.push(column);
    }
  }

  function show(minutes) {
    grow(minutes.length);
    const top = Math.max(1, ...minutes.map((one) => one.succeeded + one.failed));
    const wide = WIDTH / Math.max(1, minutes.length);
    minutes.forEach((one, index) => {
      const {ok, failed, area, title, cells} = columns[index];
      const good = one.succeeded / top * HEIGHT;
      const bad = one.failed > 0 ? Math.max(2, one.failed / top * HEIGHT) : 0;
      place(ok, index * wide, HEIGHT - good, wide * 0.8, good);
      place(failed, index * wide, Math.max(0, HEIGHT - good - bad), wide * 0.8, bad);
      area.setAttribute("x", index * wide);
      area.setAttribute("width", wide);
      const minute = clock.format(new Date(one.minute));
      write(title, `${minute}: ${count(one.succeeded)} succeeded, ${count(one.failed)} failed, ${
        count(one.retried)} tried again`);
      [minute, count(one.succeeded), count(one.failed), count(one.retried)]
        .forEach((text, at) => write(cells[at], text));
    });
    write(most, `${count(top)} a minute`);
    write(from, minutes.length > 0 ? clock.format(new Date(minutes[0].minute)) : "");
    const sum = (name) => minutes.reduce((all, one) => all + (one[name] ?? 0), 0);
    if (!drawing.matches(":hover")) {
      write(readout, `${plural(sum("succeeded"), "article")} in the last hour, ${count(sum("failed"))} failed`);
    }
  }

  return {element, show};
}

function place(rect, x, y, width, height) {
  for (const [name, value] of Object.entries({x, y, width, height})) {
    rect.setAttribute(name, value.toFixed(2));
  }
}
