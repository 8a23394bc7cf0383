import {el, outside} from "./dom.js";
import {chip, count, place, plural, shortAddress} from "./words.js";

const MOST = 500;
const WORDS = {
  refused: ["refused", "cannot be sent: mend or remove them"],
  duplicate: ["given twice", "the later ones are dropped"],
  cached: ["stored already", "taken as they are, nothing is fetched"],
  new: ["new", "are fetched"],
};

/** What would become of each line: the sums first, and of the lines only those opened that are not new. */
export function verdicts(seen) {
  const groups = Object.groupBy
    ? Object.groupBy(seen.articles, (entry) => entry.verdict)
    : seen.articles.reduce((all, entry) => ({...all, [entry.verdict]: [...all[entry.verdict] ?? [], entry]}), {});
  return [
    el("h2", {}, seen.accepted ? "It would be taken" : "It would be refused"),
    el("p", {}, `${count(seen.new_articles)} new, ${count(seen.cached_articles)} stored already, ${
      count(seen.duplicate_articles)} given twice, ${count(seen.refused_articles)} refused`),
    ...Object.entries(WORDS).filter(([verdict]) => groups[verdict]?.length > 0)
      .map(([verdict, words]) => group(verdict, words, groups[verdict])),
  ];
}

function group(verdict, [word, meaning], entries) {
  const shown = entries.slice(0, MOST);
  return el("details", {open: verdict !== "new"},
    el("summary", {}, chip(verdict), ` ${count(entries.length)} ${word}`, el("span", {class: "soft"}, `: ${meaning}`)),
    el("ul", {class: "plain small"}, ...shown.map((entry) => el("li", {class: "address"},
      el("span", {class: "soft"}, `${place(entry.path)} `), outside(entry.url, shortAddress(entry.url ?? "")),
      entry.reason ? el("div", {class: verdict === "refused" ? "bad" : "soft"}, entry.reason) : null)),
    entries.length > MOST ? el("li", {}, `and ${plural(entries.length - MOST, "more line", "more lines")}`) : null));
}
