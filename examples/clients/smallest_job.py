"""Submits the addresses given, waits for the end of the job, and prints a line for each article: its title, or why it
failed. Needs Python 3.9 and nothing else.

Usage: GLEANER_SERVER=http://localhost:8000 python3 smallest_job.py URL...
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request

SERVER = os.environ.get("GLEANER_SERVER", "http://localhost:8000")


def call(path, body=None):
    request = urllib.request.Request(SERVER + path)
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refused:
        sys.exit(f"{refused.code}: {json.load(refused)['detail']}")


def main(addresses):
    job = call("/jobs/submit", {"articles": [{"url": address} for address in addresses]})["job_id"]
    while call(f"/jobs/{job}/status")["pending"]:
        time.sleep(1)
    results = call(f"/jobs/{job}/results")
    for article in results["results"]:
        print("read   ", article["title"])
    for article in results["failed_articles"]:
        print("failed ", article["url"], "", article["error"])


if __name__ == "__main__":
    main(sys.argv[1:])
