const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;
/** Heartbeats come every 30 s; a connection that is silent for longer is a dead one. */
const LONGEST_SILENCE = 75_000;

/**
 * Watches /ws or /ws/jobs/{id} until the returned function is called, and connects again whenever the connection ends.
 * @param heard is given each snapshot and job_update
 * @param told is given whether there is a connection at present
 */
export function watch(path, heard, told) {
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

  function again() {
    clearTimeout(timer);
    if (stopped) {
      return;
    }
    told(false);
    timer = setTimeout(connect, wait * (0.5 + Math.random() / 2));
    wait = Math.min(LONGEST_WAIT, wait * 2);
  }

  connect();
  return () => {
    stopped = true;
    clearTimeout(timer);
    socket.close();
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
