#!/usr/bin/env node
// Prints what a web page is about, as one JSON object: title, text, and as "data" its headings and, if wanted, its links.
// Node 18 or newer, no packages.
//
//   outline.mjs [--links] [--heading LEVEL]... ADDRESS
//
// SITE_TOKEN, if set, is sent to the site. Arguments can be seen by everybody on the machine, so a secret is none of them.
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    links: { type: "boolean", default: false },
    heading: { type: "string", multiple: true, default: ["1", "2", "3"] },
  },
});
const address = positionals[0];
const token = process.env.SITE_TOKEN;

const entities = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };
const plain = (html) =>
  html
    .replace(/<[^>]*>/g, " ")
    .replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (all, decimal, hex, name) =>
      name ? entities[name] ?? all : String.fromCodePoint(decimal ? Number(decimal) : parseInt(hex, 16)),
    )
    .replace(/\s+/g, " ")
    .trim();
const all = (html, element) =>
  [...html.matchAll(new RegExp(`<${element}\\b[^>]*>([\\s\\S]*?)</${element}>`, "gi"))].map((found) => plain(found[1]));

try {
  const response = await fetch(address, {
    headers: token ? { Authorization: `Bearer ${token}` } : {},
    // A redirect could lead into the network that this runs in.
    redirect: "error",
    signal: AbortSignal.timeout(60_000),
  });
  if (!response.ok) {
    throw new Error(`${address} answered ${response.status}`);
  }
  const html = (await response.text()).replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, " ");
  const data = {
    headings: values.heading.flatMap((level) => all(html, `h${level}`).map((text) => ({ level: Number(level), text }))),
  };
  if (values.links) {
    data.links = [...html.matchAll(/<a\b[^>]*href="([^"]+)"/gi)].map((found) => new URL(found[1], address).href);
  }
  process.stdout.write(
    JSON.stringify({
      title: all(html, "h1")[0] ?? all(html, "title")[0] ?? null,
      content: all(html, "p").join("\n\n"),
      language: html.match(/<html\b[^>]*\blang="([^"]+)"/i)?.[1] ?? null,
      data,
    }),
  );
} catch (failed) {
  // Node tells the reason of a failed fetch in the cause.
  console.error(failed.cause?.message ?? failed.message);
  process.exitCode = 1;
}
