// An API that answers in the shapes of the real one, with the same fleet each time: for figures and pictures of the
// dashboard that depend on nothing else. Run by itself it listens on port 8077 (or the one given).
import {createServer} from "node:http";
import {readFile} from "node:fs/promises";
import {extname, join, normalize} from "node:path";
import {fileURLToPath} from "node:url";
import * as data from "./fakedata.mjs";
import {sockets} from "./sockets.mjs";

const FOLDER = fileURLToPath(new URL("../../api-service/src/main/resources/dashboard/", import.meta.url));
const TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml",
  ".html": "text/html;charset=UTF-8"};
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' http: https:; "
  + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Starts one; the answer has its address, a way to begin the ends of the large job, and to stop it. */
export async function start({port = 0, articles = 10_000, perSecond = 500} = {}) {
  const large = data.largeJob(articles);
  const server = createServer((request, response) => answer(request, response).catch((fault) =>
    response.writeHead(500).end(String(fault))));

  async function answer(request, response) {
    const address = new URL(request.url, "http://localhost");
    const path = decodeURIComponent(address.pathname);
    if (path === "/" || path.startsWith("/dashboard/")) {
      const name = path === "/" ? "index.html" : join("files", normalize(path.slice("/dashboard/".length)));
      const body = await readFile(join(FOLDER, name)).catch(() => null);
      response.writeHead(body ? 200 : 404, {"Content-Type": TYPES[extname(name)] ?? "text/plain",
        "Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}).end(body ?? "");
      return;
    }
    if (path.endsWith("/log")) {
      log(address, response);
      return;
    }
    if (path.endsWith("/report")) {
      response.writeHead(200, {"Content-Type": "text/plain"}).end("morning news: 42 of 48 articles\n6 failed\n");
      return;
    }
    const told = data.answer(request.method, path, address.searchParams, large);
    const headers = {"Content-Type": "application/json", ...told.total === undefined ? {}
      : {"X-Total-Count": String(told.total)}};
    response.writeHead(told.status ?? 200, headers).end(JSON.stringify(told.body));
  }

  const live = sockets(server, (path) => [path === "/ws" ? {type: "snapshot", jobs: []}
    : data.step("snapshot", data.jobOf(path.split("/").at(-1), large))]);
  await new Promise((ready) => server.listen(port, "127.0.0.1", ready));
  let timer;
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    job: large.job.job_id,
    /** Ten messages a second, as the API sends them, each with its share of the ends. */
    begin() {
      timer = setInterval(() => {
        const ended = large.end(perSecond / 10);
        live.send(`/ws/jobs/${large.job.job_id}`, {...data.step("job_update", large.job), updates: ended});
      }, 100);
    },
    stop() {
      clearInterval(timer);
      live.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

function log(address, response) {
  if (address.searchParams.get("tail") === "0") {
    response.writeHead(200, {"Content-Type": "application/json"}).end(JSON.stringify({
      scraper: "news-spider", consumer: "consumer-1", attempt: 1, exit_code: 0, duration: 2.4,
      started_at: data.back(60),
      ended_at: data.back(57), peak_memory_bytes: 48_000_000}));
    return;
  }
  response.writeHead(200, {"Content-Type": "text/plain;charset=UTF-8"});
  response.write("==> stdout <==\n");
  let line = 0;
  const timer = setInterval(() => {
    response.write(`page ${++line} of 12: 200, ${9 + line} links\n`);
    if (line === 12) {
      clearInterval(timer);
      response.end();
    }
  }, 30);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const running = await start({port: Number(process.argv[2] ?? 8077)});
  running.begin();
  console.log(`${running.address}/ with a large job at ${running.address}/#/jobs/${running.job}`);
}
