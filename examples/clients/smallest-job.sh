#!/bin/sh
# Submits the addresses given, waits for the end of the job, and prints a line for each article: its title, or why it failed.
# Needs curl and jq. Usage: GLEANER_SERVER=http://localhost:8000 sh smallest-job.sh URL...
set -eu
server=${GLEANER_SERVER:-http://localhost:8000}

articles=$(printf '%s\n' "$@" | jq -R '{url: .}' | jq -s '{articles: .}')
answer=$(curl -sS --fail-with-body -H 'Content-Type: application/json' -d "$articles" "$server/jobs/submit")
job=$(printf '%s' "$answer" | jq -r .job_id)

pending=1
while [ "$pending" -gt 0 ]; do
    status=$(curl -sS --fail-with-body "$server/jobs/$job/status")
    pending=$(printf '%s' "$status" | jq .pending)
    [ "$pending" -eq 0 ] || sleep 1
done

results=$(curl -sS --fail-with-body "$server/jobs/$job/results")
printf '%s' "$results" |
    jq -r '(.results[] | "read    " + .title), (.failed_articles[] | "failed  " + .url + "  " + .error)'
