// Submits the addresses given, watches the job on its WebSocket as it moves, and prints a line for each article in the end:
// its title, or why it failed. Needs Node 22, or a browser; with Node 20, --experimental-websocket.
// Usage: GLEANER_SERVER=http://localhost:8000 node watched-job.mjs URL...

const server = process.env.GLEANER_SERVER ?? 'http://localhost:8000';

async function call(path, body) {
  const answer = await fetch(server + path, body && {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const json = await answer.json();
  if (!answer.ok) throw new Error(`${answer.status}: ${json.detail}`);
  return json;
}

// The first message says how the job stands, so nothing is missed between the submission and the connection.
function ended(job) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${server.replace('http', 'ws')}/ws/jobs/${job}`);
    socket.onerror = () => reject(new Error('the connection is lost'));
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.total === undefined) return;
      console.error(`${message.completed + message.failed} of ${message.total}`);
      if (message.completed + message.failed === message.total) {
        socket.onerror = null;
        socket.close();
        resolve();
      }
    };
  });
}

const { job_id: job } = await call('/jobs/submit', { articles: process.argv.slice(2).map((url) => ({ url })) });
await ended(job);
const { results, failed_articles: failed } = await call(`/jobs/${job}/results`);
for (const article of results) console.log(`read    ${article.title}`);
for (const article of failed) console.log(`failed  ${article.url}  ${article.error}`);
