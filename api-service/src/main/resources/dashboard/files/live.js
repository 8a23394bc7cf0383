import {probe} from "./api.js";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;
/** Heartbeats come every 30 s; a connection that is silent for longer is a dead one. */
const LONGEST_SILENCE = 75_000;
/** The close code for a job that there is not. */
const UNKNOWN_JOB = 4404;

/**
 * Watches /ws or /ws/jobs/{id} until the returned function is called, and connects again whenever the connection ends.
 * Each connection begins with a snapshot, so nothing has to be remembered of the one before.
 * @param heard is given each snapshot and job_update
 * @param told is given whether there is a connection at present
 */
export function watch(path, heard, told = () => {}) {
  let socket;
  let wait = FIRST_WAIT;
  let timer;
  let stopped = false;

  function connect() {
    const address = new URL(path, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    address.hash = "";
    socket = new WebSocket(address);
    socket.onopen = () => {
      wait = FIRST_WAIT;
      told(true);
      expectMore();
    };
    socket.onmessage = ({data}) => {
      expectMore();
      const message = JSON.parse(data);
      if (message.type !== "heartbeat") {
        heard(message);
      }
    };
    socket.onclose = again;
  }

  function expectMore() {
    clearTimeout(timer);
    timer = setTimeout(() => socket.close(), LONGEST_SILENCE);
  }

  function again({code}) {
    clearTimeout(timer);
    if (stopped || code === UNKNOWN_JOB) {
      return;
    }
    told(false);
    probe();
    timer = setTimeout(connect, wait * (0.5 + Math.random() / 2));
    wait = Math.min(LONGEST_WAIT, wait * 2);
  }

  connect();
  return () => {
    stopped = true;
    clearTimeout(timer);
    if (socket.readyState === WebSocket.CONNECTING) {
      socket.onopen = () => socket.close(); // to close it before is told as a fault
    } else {
      socket.close();
    }
  };
}

/** Runs work at once, and whatever is asked for in the pause after that once more when the pause is over. */
export function calmly(pause, work) {
  let timer;
  let wanted = false;
  const run = () => {
    wanted = false;
    work();
    timer = setTimeout(() => {
      timer = undefined;
      if (wanted) {
        run();
      }
    }, pause);
  };
  const ask = () => {
    if (timer === undefined) {
      run();
    } else {
      wanted = true;
    }
  };
  ask.stop = () => clearTimeout(timer);
  return ask;
}

/** Runs work when nothing was asked for during the pause: for fields that are typed into. */
export function settled(pause, work) {
  let timer;
  const ask = (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...given), pause);
  };
  ask.stop = () => clearTimeout(timer);
  return ask;
}

/** Runs work now and every so many milliseconds, but not while the page is hidden; the answer ends that. */
export function every(pause, work) {
  work();
  const timer = setInterval(() => {
    if (!document.hidden) {
      work();
    }
  }, pause);
  return () => clearInterval(timer);
}
