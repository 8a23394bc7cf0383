import {createHash} from "node:crypto";

const MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** Takes WebSockets of a server: whatever is sent goes to all clients of the path; what they say is passed over. */
export function sockets(server, opened) {
  const clients = new Map();
  server.on("upgrade", (request, socket) => {
    const key = createHash("sha1").update(request.headers["sec-websocket-key"] + MAGIC).digest("base64");
    socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      + `Sec-WebSocket-Accept: ${key}\r\n\r\n`);
    const path = request.url.split("?")[0];
    clients.set(socket, path);
    socket.on("close", () => clients.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.on("data", () => {});
    opened(path).forEach((message) => socket.write(frame(JSON.stringify(message))));
  });
  return {
    send(path, message) {
      const bytes = frame(JSON.stringify(message));
      clients.forEach((of, socket) => of === path && socket.write(bytes));
    },
    close: () => clients.forEach((of, socket) => socket.destroy()),
  };
}

function frame(text) {
  const body = Buffer.from(text);
  const head = body.length < 126 ? Buffer.from([0x81, body.length])
    : body.length < 65_536 ? Buffer.from([0x81, 126, body.length >> 8, body.length & 255])
      : Buffer.concat([Buffer.from([0x81, 127, 0, 0, 0, 0]),
        Buffer.from(Uint32Array.of(body.length).buffer).reverse()]);
  return Buffer.concat([head, body]);
}
