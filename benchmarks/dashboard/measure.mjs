// How the page of a job with 10,000 articles does at 500 ends a second, in a Chromium without a window:
//   NODE_CACHE=/tmp/npm node benchmarks/dashboard/measure.mjs [articles] [ends a second] [seconds]
import {launch} from "./browser.mjs";
import {start} from "./fake.mjs";

const [articles = 10_000, perSecond = 500, seconds = 15] = process.argv.slice(2).map(Number);
const api = await start({articles, perSecond});
const browser = await launch();
const page = await browser.newPage();
await page.setViewport({width: 1280, height: 900});
await page.goto(`${api.address}/#/jobs/${api.job}`);
const opened = performance.now();
await page.waitForFunction((number) => document.querySelector(".virtual")?.getAttribute("aria-rowcount") === number, {},
  String(articles));
const loaded = performance.now() - opened;
api.begin();
const frames = await page.evaluate(async (duration) => {
  const list = document.querySelector(".virtual");
  const times = [];
  const from = performance.now();
  await new Promise((done) => {
    const frame = (now) => {
      times.push(now);
      list.scrollTop = (now - from) * 2 % list.scrollHeight; // somebody scrolls all the while
      if (now - from < duration) {
        requestAnimationFrame(frame);
      } else {
        done();
      }
    };
    requestAnimationFrame(frame);
  });
  const gaps = times.slice(1).map((time, at) => time - times[at]).sort((one, other) => one - other);
  return {longest: gaps.at(-1), p99: gaps[Math.floor(gaps.length * 0.99)],
    perSecond: gaps.length / ((times.at(-1) - times[0]) / 1000),
    said: document.querySelector(".numbers-of-job").textContent,
    lines: document.querySelectorAll(".article-line").length};
}, seconds * 1000);
const session = await page.createCDPSession();
const {usedSize: used} = await session.send("Runtime.getHeapUsage");
await session.send("HeapProfiler.collectGarbage");
const {usedSize: kept} = await session.send("Runtime.getHeapUsage");
console.log(JSON.stringify({articles, ends_a_second: perSecond, seconds, list_loaded_ms: Math.round(loaded),
  frames_a_second: Math.round(frames.perSecond), longest_gap_ms: Math.round(frames.longest),
  p99_gap_ms: Math.round(frames.p99), heap_mb: Math.round(used / 1e6), heap_after_gc_mb: Math.round(kept / 1e6),
  lines_in_the_page: frames.lines, page_says: frames.said}, null, 2));
await browser.close();
api.stop();
