/** What somebody pasted or dropped, as articles: {kind, articles, more} or {kind: "nothing"}; a fault is thrown. */
export function readList(text) {
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  if (trimmed === "") {
    return {kind: "nothing", articles: []};
  }
  if (/^[[{]/.test(trimmed)) {
    return json(trimmed);
  }
  if (/^<(\?xml|rss|feed|urlset|sitemapindex|rdf)/i.test(trimmed)) {
    return feed(trimmed);
  }
  const [first] = trimmed.split("\n");
  if (/[,;\t]/.test(first) && !/^\s*https?:\/\/\S+\s*$/i.test(first)) {
    return csv(trimmed);
  }
  const articles = trimmed.split("\n").map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("# ")).map((line) => ({url: whole(line)}));
  return {kind: "list of addresses", articles};
}

/** An address without a scheme is one of https; whatever else it is, the API says. */
function whole(address) {
  const text = String(address ?? "").trim();
  return /^[\w-]+(\.[\w-]+)+(:\d+)?([/?#]|$)/.test(text) && !/^[a-z][a-z0-9+.-]*:\/\//i.test(text)
    ? `https://${text}` : text;
}

function json(text) {
  let read;
  try {
    read = JSON.parse(text);
  } catch (fault) {
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    try {
      read = lines.map((line) => JSON.parse(line));
    } catch {
      throw new Error(`This is no JSON: ${fault.message}`);
    }
  }
  const entries = Array.isArray(read) ? read : read.articles ?? read.urls ?? (read.url ? [read] : null);
  if (!Array.isArray(entries)) {
    throw new Error("This JSON has no articles: an array of addresses or objects with a url, or {\"articles\": […]}");
  }
  const {articles, urls, url, ...more} = Array.isArray(read) ? {} : read;
  return {kind: "JSON", more: articles ? more : {}, articles: entries.map((entry) =>
    (typeof entry === "string" ? {url: whole(entry)} : {...entry, url: whole(entry.url)}))};
}

function feed(text) {
  const page = new DOMParser().parseFromString(text, "text/xml");
  if (page.querySelector("parsererror")) {
    throw new Error("This feed is no XML that can be read");
  }
  if (page.documentElement.localName === "sitemapindex") {
    throw new Error("This is an index of sitemaps: give its address below instead");
  }
  const all = (name) => [...page.getElementsByTagNameNS("*", name)];
  const direct = (entry, name) => [...entry.children].find((child) => child.localName === name);
  const urls = [
    ...all("item").map((one) => direct(one, "link")?.textContent),
    ...all("entry").map((one) => ([...one.children].find((child) => child.localName === "link"
      && ["alternate", null].includes(child.getAttribute("rel"))) ?? direct(one, "link"))?.getAttribute("href")),
    ...all("url").map((one) => direct(one, "loc")?.textContent),
  ].filter(Boolean);
  return {kind: "feed", articles: urls.map((url) => ({url: whole(url)}))};
}

const COLUMNS = {url: "url", address: "url", link: "url", loc: "url", source: "source", category: "category",
  priority: "priority"};

function csv(text) {
  const [first] = text.split("\n");
  const mark = ["\t", ";", ","].find((one) => first.includes(one));
  const rows = cells(text, mark).filter((row) => row.some((one) => one.trim() !== ""));
  const names = rows[0].map((name) => COLUMNS[name.trim().toLowerCase()]);
  const headed = names.includes("url");
  const columns = headed ? names : rows[0].map((one) => (/^https?:\/\//i.test(one.trim()) ? "url" : undefined));
  if (!columns.includes("url")) {
    throw new Error("No column of this table is called url");
  }
  return {kind: "table", articles: (headed ? rows.slice(1) : rows).map((row) => {
    const article = {};
    row.forEach((value, at) => {
      if (columns[at] && value.trim() !== "") {
        article[columns[at]] = columns[at] === "priority" ? Number(value) : value.trim();
      }
    });
    return {...article, url: whole(article.url)};
  })};
}

/** A table as RFC 4180 has it: what is in quotes may have marks, line ends and doubled quotes in it. */
function cells(text, mark) {
  const rows = [[]];
  let value = "";
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (quoted) {
      if (sign !== "\"") {
        value += sign;
      } else if (text[at + 1] === "\"") {
        value += sign;
        at++;
      } else {
        quoted = false;
      }
    } else if (sign === "\"" && value === "") {
      quoted = true;
    } else if (sign === mark) {
      rows.at(-1).push(value);
      value = "";
    } else if (sign === "\n") {
      rows.at(-1).push(value.replace(/\r$/, ""));
      rows.push([]);
      value = "";
    } else {
      value += sign;
    }
  }
  rows.at(-1).push(value);
  return rows;
}
