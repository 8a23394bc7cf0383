import {el, outside} from "./dom.js";

const INLINE = new RegExp([
  "\\\\([\\\\`*_{}\\[\\]()#+.!<>|~-])", // an escaped character
  "(`+)([^`]|[^`].*?[^`])\\2(?!`)", // code
  "(!?)\\[((?:\\\\.|[^\\[\\]]|\\[[^\\]]*\\])*)\\]\\(<?([^\\s)>]*)>?(?:\\s+\"[^\"]*\")?\\)", // picture, link
  "\\*\\*(.+?)\\*\\*", "\\*([^*\\s](?:[^*]*[^*\\s])?)\\*", "(?<!\\w)_([^_\\s](?:[^_]*[^_\\s])?)_(?!\\w)", "~~(.+?)~~",
  "<(https?://[^>\\s]+)>", " {2,}\\n|\\\\\\n",
].join("|"), "gs");

const DEEPEST = 12;

/**
 * Markdown as the API writes it (CommonMark with tables, without raw HTML) as elements. Nothing of it becomes markup:
 * every piece is a text node, and an address is a link only if it is one of the web.
 * @param pictures whether pictures are fetched from the sites that they are on; else they are named
 */
export function markdown(text, pictures) {
  return el("div", {class: "prose"}, ...blocks(text.replaceAll("\r", "").split("\n"), pictures, 0));
}

function blocks(lines, pictures, depth) {
  const made = [];
  let at = 0;
  const inline = (piece) => inlines(piece, pictures, 0);
  const takeWhile = (fits) => {
    const taken = [];
    while (at < lines.length && fits(lines[at], taken.length)) {
      taken.push(lines[at++]);
    }
    return taken;
  };
  if (depth > DEEPEST) {
    return [el("p", {}, lines.join("\n"))];
  }
  while (at < lines.length) {
    const line = lines[at];
    const heading = line.match(/^ {0,3}(#{1,6})\s+(.*?)\s*#*$/);
    const fence = line.match(/^ {0,3}(`{3,}|~{3,})/);
    const marker = item(line);
    if (line.trim() === "") {
      at++;
    } else if (heading) {
      at++;
      made.push(el(`h${Math.max(2, heading[1].length)}`, {}, ...inline(heading[2])));
    } else if (fence) {
      at++;
      const code = takeWhile((one) => !one.trim().startsWith(fence[1]));
      at++;
      made.push(el("pre", {tabindex: "0"}, el("code", {}, code.join("\n"))));
    } else if (/^ {0,3}([-*_])(\s*\1){2,}\s*$/.test(line)) {
      at++;
      made.push(el("hr"));
    } else if (/^ {0,3}>/.test(line)) {
      const quoted = takeWhile((one) => /^ {0,3}>/.test(one)).map((one) => one.replace(/^ {0,3}> ?/, ""));
      made.push(el("blockquote", {}, ...blocks(quoted, pictures, depth + 1)));
    } else if (marker) {
      made.push(list(takeWhile((one, nth) => nth === 0 || item(one)?.ordered === marker.ordered
        || /^\s{2,}\S/.test(one) || (one.trim() === "" && goesOn(lines, at, marker))), marker, pictures, depth));
    } else if (line.includes("|") && /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(lines[at + 1] ?? "")) {
      made.push(tableOf(takeWhile((one) => one.includes("|")), inline));
    } else {
      const paragraph = takeWhile((one, nth) => one.trim() !== "" && (nth === 0 || !begins(one)));
      made.push(el("p", {}, ...inline(paragraph.join("\n"))));
    }
  }
  return made;
}

function begins(line) {
  return /^ {0,3}(#{1,6}\s|>|`{3,}|~{3,})/.test(line) || item(line) !== null;
}

function item(line) {
  const found = line.match(/^( {0,3})([-*+]|\d{1,9}[.)])\s+(.*)$/);
  return found && {ordered: /\d/.test(found[2]), first: parseInt(found[2], 10), text: found[3],
    indent: line.length - found[3].length};
}

function goesOn(lines, at, marker) {
  const next = lines.slice(at + 1).find((one) => one.trim() !== "");
  return next !== undefined && (/^\s{2,}\S/.test(next) || item(next)?.ordered === marker.ordered);
}

function list(lines, {ordered, first}, pictures, depth) {
  const items = [];
  for (const line of lines) {
    const begin = item(line);
    if (begin) {
      items.push({indent: begin.indent, lines: [begin.text]});
    } else {
      const {indent, lines: rest} = items.at(-1);
      rest.push(line.slice(Math.min(indent, line.search(/\S|$/))));
    }
  }
  return el(ordered ? "ol" : "ul", {start: ordered && first !== 1 ? String(first) : null}, ...items.map((one) => {
    const inner = blocks(one.lines, pictures, depth + 1);
    const tight = inner.length > 0 && inner[0].tagName === "P";
    return el("li", {}, ...tight ? [...inner[0].childNodes, ...inner.slice(1)] : inner);
  }));
}

function tableOf(lines, inline) {
  const cells = (line) => line.trim().replace(/^\||(?<!\\)\|$/g, "").split(/(?<!\\)\|/).map((one) => one.trim());
  const [head, , ...rows] = lines;
  return el("div", {class: "scroll", tabindex: "0"}, el("table", {},
    el("thead", {}, el("tr", {}, ...cells(head).map((one) => el("th", {scope: "col"}, ...inline(one))))),
    el("tbody", {}, ...rows.map((row) => el("tr", {}, ...cells(row).map((one) => el("td", {}, ...inline(one))))))));
}

function inlines(text, pictures, depth) {
  if (depth > DEEPEST) {
    return [text];
  }
  const made = [];
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    const [all, escaped, , code, picture, label, address, strong, star, score, struck, bare] = found;
    made.push(text.slice(end, found.index));
    end = found.index + all.length;
    const inner = (piece) => inlines(piece, pictures, depth + 1);
    if (escaped !== undefined) {
      made.push(escaped);
    } else if (code !== undefined) {
      made.push(el("code", {}, code));
    } else if (address !== undefined) {
      made.push(picture ? image(address, label, pictures) : link(address, inner(label)));
    } else if (bare !== undefined) {
      made.push(outside(bare));
    } else if (strong !== undefined) {
      made.push(el("strong", {}, ...inner(strong)));
    } else if (struck !== undefined) {
      made.push(el("s", {}, ...inner(struck)));
    } else if (star !== undefined || score !== undefined) {
      made.push(el("em", {}, ...inner(star ?? score)));
    } else {
      made.push(el("br"));
    }
  }
  made.push(text.slice(end));
  return made.filter((piece) => piece !== "");
}

function link(address, content) {
  const target = outside(address);
  if (target instanceof Text) {
    return el("span", {}, ...content);
  }
  target.replaceChildren(...content.length > 0 ? content : [address]);
  return target;
}

function image(address, label, pictures) {
  const text = label.replaceAll("\\", "") || "Picture";
  if (pictures && /^https?:\/\//i.test(address)) {
    return el("img", {src: address, alt: text, loading: "lazy", referrerpolicy: "no-referrer"});
  }
  return el("span", {class: "picture"}, "Picture: ", outside(address, text));
}
