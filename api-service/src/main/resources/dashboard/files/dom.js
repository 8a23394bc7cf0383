const SVG = "http://www.w3.org/2000/svg";

/**
 * Builds an element. What is given as text stays text and never becomes markup: titles, addresses and errors come from
 * pages of strangers. An attribute that is a function listens, one that is true or false is there or not.
 */
export function el(name, attributes, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** The same for a drawing. */
export function svg(name, attributes, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

function filled(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (typeof value === "function") {
      element.addEventListener(key, value);
    } else if (typeof value === "boolean") {
      element.toggleAttribute(key, value);
    } else if (value !== null && value !== undefined) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A link to a page of the web, if it is one: an address may be any text, also one that would run as a script. */
export function outside(address, text = address) {
  if (!/^https?:\/\//i.test(address ?? "")) {
    return document.createTextNode(text ?? "");
  }
  return el("a", {href: address, rel: "noopener noreferrer nofollow", target: "_blank"}, text);
}

/** Says a text only if it is another than before, so that nothing is drawn or read out twice. */
export function write(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/**
 * Shows items as children of a container, each under its key: what is there already is renewed in place and keeps its
 * focus and selection, what is gone is removed, and only what is new is built.
 * @param make builds {element, renew(item)} for an item
 */
export function rowsOf(container, keyOf, make) {
  const shown = new Map();
  return {
    show(items) {
      const keys = new Set(items.map(keyOf));
      for (const [key, row] of shown) {
        if (!keys.has(key)) {
          row.element.remove();
          shown.delete(key);
        }
      }
      let place = container.firstChild;
      for (const item of items) {
        const key = keyOf(item);
        let row = shown.get(key);
        if (row === undefined) {
          row = make(item);
          shown.set(key, row);
        }
        row.renew?.(item);
        if (row.element === place) {
          place = place.nextSibling;
        } else {
          container.insertBefore(row.element, place);
        }
      }
    },
    get: (key) => shown.get(key),
    clear() {
      shown.clear();
      container.replaceChildren();
    },
  };
}

/** A label with its field, and what it means. */
export function field(label, input, hint) {
  return el("label", {class: "field"}, el("span", {}, label), input, hint ? el("small", {}, hint) : null);
}

/** A choice: [value, label] each. */
export function select(attributes, choices, chosen) {
  return el("select", attributes, ...choices.map(([value, label]) =>
    el("option", {value, selected: String(value) === String(chosen ?? "")}, label)));
}

/** A list of terms; what has no value is left out. */
export function facts(entries) {
  return el("dl", {}, ...Object.entries(entries)
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([term, value]) => el("div", {}, el("dt", {}, term), el("dd", {}, value))));
}

/** A table whose rows become cards on a phone; a head is a text, or {text, number: true}. */
export function table(caption, heads, body) {
  return el("table", {class: "cards"},
    el("caption", {class: "unseen"}, caption),
    el("thead", {}, el("tr", {}, ...heads.map((head) => head.element ?? el("th", {
      scope: "col", class: head.number ? "number" : null,
    }, head.text ?? head)))),
    body);
}

/** A cell, with the name that it has on a card. */
export function cell(label, attributes, ...children) {
  return el("td", {"data-label": label, ...attributes}, ...children);
}
