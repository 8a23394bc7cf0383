// The smallest job with the types that openapi-typescript makes of /openapi.json, over openapi-fetch. `.ci/clients` makes them
// and runs this.
import createClient from 'openapi-fetch';
import type { paths } from './gleaner.js';

const client = createClient<paths>({ baseUrl: process.env.GLEANER_SERVER });

function of<T>(answer: { data?: T; error?: { detail: string } }): T {
  if (answer.data === undefined) throw new Error(answer.error?.detail);
  return answer.data;
}

const articles = process.argv.slice(2).map((url) => ({ url }));
const submitted = of(await client.POST('/jobs/submit', { body: { articles, max_age: 0 } }));
if (!('job_id' in submitted)) throw new Error('it was only looked at');
const params = { path: { job_id: submitted.job_id } };
while (of(await client.GET('/jobs/{job_id}/status', { params })).pending > 0) {
  await new Promise((resolve) => setTimeout(resolve, 200));
}
const brought = of(await client.GET('/jobs/{job_id}/results', { params }));
if (typeof brought === 'string') throw new Error('it came in another form');
const { results, failed_articles: failed } = brought;
for (const article of results) console.log('typescript read  ', article.title);
for (const article of failed) console.log('typescript failed', article.url, article.error);
