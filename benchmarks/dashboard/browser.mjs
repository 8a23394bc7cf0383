import {createRequire} from "node:module";
import {join} from "node:path";

/** Modules of npm lie outside of the project: NODE_CACHE names the folder in which they were installed. */
export function fromCache(name) {
  const folder = process.env.NODE_CACHE;
  if (!folder) {
    throw new Error("NODE_CACHE must name a folder in which npm install puppeteer-core axe-core was run");
  }
  return createRequire(join(folder, "package.json"))(name);
}

/** A Chromium without a window. */
export function launch() {
  const puppeteer = fromCache("puppeteer-core");
  return (puppeteer.default ?? puppeteer).launch({executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--no-proxy-server", "--enable-precise-memory-info"]});
}
