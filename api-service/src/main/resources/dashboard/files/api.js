import {change, state} from "./state.js";

const PROBE_EVERY = 2000;
/** Statuses of a proxy whose server is away. */
const AWAY = [502, 504];

/** An answer that is not what was asked for: the API's own words, and all else that it says. */
export class Problem extends Error {
  constructor(status, document) {
    super(document.detail ?? document.title ?? `The API answered ${status}`);
    this.status = status;
    this.document = document;
  }

  /** Whether the API has no such endpoint or thing; an older one lacks some that the page asks for. */
  get absent() {
    return this.status === 404 || this.status === 405;
  }
}

/** Asks the API. The path has no slash at its start, so that the page also works under a prefix of a proxy. */
export async function ask(path, request = {}) {
  return (await askWhole(path, request)).document;
}

/** A list and how many there are in all, if the API says it. */
export async function askList(path, request = {}) {
  const {document, headers} = await askWhole(path, request);
  const total = headers.get("X-Total-Count");
  return {list: document, total: total === null ? null : Number(total)};
}

/** Asks for something that an older API does not have: null then. */
export async function askIfThere(path, request = {}) {
  try {
    return await ask(path, request);
  } catch (problem) {
    if (problem.absent) {
      return null;
    }
    throw problem;
  }
}

async function askWhole(path, {method = "GET", body, headers = {}, signal} = {}) {
  const answer = await answered(path, {
    method,
    signal,
    headers: body === undefined ? headers : {"Content-Type": "application/json", ...headers},
    body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
    cache: "no-store",
  });
  const text = await answer.text();
  let document = {};
  try {
    document = text === "" ? {} : JSON.parse(text);
  } catch {
    throw new Problem(answer.status, {detail: `The API answered ${answer.status} without JSON`});
  }
  if (!answer.ok) {
    throw new Problem(answer.status, document);
  }
  return {document, headers: answer.headers};
}

/** The bare answer, of whatever type; notes whether the API is there. */
export async function answered(path, request = {}) {
  let answer;
  try {
    answer = await fetch(path, request);
  } catch (fault) {
    if (fault.name === "AbortError") {
      throw fault;
    }
    away();
    throw new Problem(0, {detail: "The API does not answer"});
  }
  if (AWAY.includes(answer.status)) {
    away();
  } else {
    change({awaySince: null, answeredAt: Date.now()});
  }
  return answer;
}

/** Asks whether the API is there; used by whoever notices that a connection of its own has ended. */
export function probe() {
  answered("health/live", {cache: "no-store"}).catch(() => {});
}

let probing;

function away() {
  change({awaySince: state.awaySince ?? state.answeredAt});
  clearTimeout(probing);
  probing = setTimeout(probe, PROBE_EVERY);
}

/** Parameters for a path; what has no value is left out. */
export function query(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}
