// Pictures of every view in light, dark and on a phone into docs/screenshots, and what axe-core finds on each:
//   NODE_CACHE=/tmp/npm node benchmarks/dashboard/screenshots.mjs
import {mkdir, readFile} from "node:fs/promises";
import {createRequire} from "node:module";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {launch} from "./browser.mjs";
import {start} from "./fake.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));
const VIEWS = {
  overview: "#/", jobs: "#/jobs", job: "#/jobs/job_a4", article: "#/articles/art_1", submit: "#/submit",
  schedules: "#/schedules", schedule: "#/schedules/morning-news", edit: "#/schedules/morning-news/edit",
  scrapers: "#/scrapers", hosts: "#/hosts", consumers: "#/consumers", log: "#/jobs/job_a4/articles/art_1/log",
};
const FORMS = {
  light: {width: 1280, height: 900, scheme: "light"}, dark: {width: 1280, height: 900, scheme: "dark"},
  phone: {width: 390, height: 844, scheme: "light"},
};

const wanted = process.argv.slice(2);
const axe = await readFile(createRequire(join(process.env.NODE_CACHE, "package.json")).resolve("axe-core/axe.min.js"),
  "utf8");
const api = await start();
const browser = await launch();
await mkdir(FOLDER, {recursive: true});
let found = 0;
for (const [form, {width, height, scheme}] of Object.entries(FORMS)) {
  const page = await browser.newPage();
  page.on("pageerror", (fault) => console.log(form, "fault:", fault.message));
  page.on("console", (said) => ["error", "warn"].includes(said.type()) && console.log(form, said.text()));
  await page.setBypassCSP(true);
  await page.setViewport({width, height});
  await page.emulateMediaFeatures([{name: "prefers-color-scheme", value: scheme}]);
  for (const [name, hash] of Object.entries(VIEWS).filter(([one]) => wanted.length === 0 || wanted.includes(one))) {
    await page.goto("about:blank");
    await page.goto(`${api.address}/${hash}`);
    await page.waitForNetworkIdle({idleTime: 300, timeout: 2500}).catch(() => {});
    if (name === "submit") {
      await page.type("textarea", "https://news.example.org/page/0\nnews.example.org/page/1\nhttp://10.0.0.1/inside\n");
      await page.evaluate(() => [...document.querySelectorAll("button")].find((one) => one.textContent === "Preview")
        .click());
      await page.waitForSelector("#answer details");
      await page.evaluate(() => scrollTo(0, 0));
    }
    await page.screenshot({path: join(FOLDER, `${name}-${form}.webp`), type: "webp", quality: 55});
    await page.evaluate(axe);
    const {violations} = await page.evaluate(() => globalThis.axe.run());
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    found += violations.length + (wide > 0 ? 1 : 0);
    violations.forEach(({id, nodes}) => console.log(form, name, id, nodes.length, nodes[0].html.slice(0, 160),
      nodes[0].any[0]?.message ?? ""));
    if (wide > 0) {
      console.log(form, name, `is ${wide} px wider than the window`);
    }
  }
  await page.close();
}
await browser.close();
api.stop();
console.log(found === 0 ? "Nothing was found on any view" : `${found} findings`);
process.exitCode = found === 0 ? 0 : 1;
