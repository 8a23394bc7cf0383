import {ask, askIfThere} from "./api.js";
import {el, write} from "./dom.js";
import {every} from "./live.js";
import {chip, count, duration, rate} from "./words.js";

const EVERY = 5000;
const followers = new Set();
let newest = null;

/** Calls with the newest numbers of the fleet whenever there are some; the answer ends that. */
export function whenCounted(follower) {
  followers.add(follower);
  if (newest !== null) {
    follower(newest);
  }
  return () => followers.delete(follower);
}

/** What waits, runs and is well, at the top of every view. */
export function startStrip(change) {
  const strip = document.getElementById("strip");
  const parts = Object.fromEntries(["high", "medium", "low", "running", "rate", "consumers", "paused"]
    .map((name) => [name, part()]));
  const stores = el("span", {class: "stores"});
  const numbers = el("span", {class: "numbers"},
    el("span", {class: "number-of"}, "Waiting"), parts.high, parts.medium, parts.low,
    parts.running, parts.rate, parts.consumers, parts.paused);
  strip.append(numbers, stores);
  numbers.hidden = true;

  async function look() {
    const [health, stats] = await Promise.all([healthNow(), askIfThere("stats").catch(() => undefined)]);
    if (health) {
      change({readOnly: health.read_only === true});
      showStores(stores, health);
    }
    if (stats) {
      numbers.hidden = false;
      show(stats, parts);
    }
    if (stats !== undefined) {
      newest = {stats, health};
      followers.forEach((follower) => follower(newest));
    }
  }

  every(EVERY, look);
}

function part() {
  const value = el("b");
  const label = el("span");
  const element = el("span", {class: "number-of"}, value, " ", label);
  element.show = (text, name, title) => {
    write(value, text);
    write(label, name);
    element.title = title ?? "";
  };
  return element;
}

function show({queues = {}, rates = {}, consumers = {}, hosts = {}}, parts) {
  for (const name of ["high", "medium", "low"]) {
    const {depth = 0, oldest_seconds: oldest} = queues[name] ?? {};
    parts[name].show(count(depth), name, depth > 0 && oldest ? `the oldest for ${duration(oldest)}` : "");
  }
  parts.running.show(count(consumers.running), "running", `of ${count(consumers.capacity)} at a time`);
  parts.rate.show(rate(rates.articles_per_second ?? 0), "articles/s");
  parts.consumers.show(count(consumers.count), consumers.count === 1 ? "consumer" : "consumers");
  parts.consumers.classList.toggle("bad", consumers.count === 0);
  parts.paused.show(count(hosts.paused), hosts.paused === 1 ? "host paused" : "hosts paused");
  parts.paused.hidden = !hosts.paused;
}

async function healthNow() {
  try {
    return await ask("health");
  } catch (problem) {
    // A store that is down is told with an error status, in the same form.
    return problem.document?.mongo ? problem.document : null;
  }
}

function showStores(place, {mongo, redis, problems = {}}) {
  const told = JSON.stringify([mongo, redis, problems]);
  if (place.dataset.told !== told) {
    place.dataset.told = told;
    place.replaceChildren("MongoDB ", chip(mongo), " Redis ", chip(redis),
      ...Object.entries(problems).map(([store, text]) => el("span", {class: "bad"}, ` ${store}: ${text}`)));
  }
}
