"""The smallest job with the client that openapi-python-client makes of /openapi.json. `.ci/clients` makes it and runs this."""

import os
import sys
import time

from gleaner_client import Client
from gleaner_client.api.jobs import get_job_status, submit_job
from gleaner_client.api.results import get_results
from gleaner_client.models import JobStatus, Results, Submission, SubmittedArticle, Submitted


def main(addresses):
    client = Client(base_url=os.environ["GLEANER_SERVER"], raise_on_unexpected_status=True)
    submission = Submission(articles=[SubmittedArticle(url=address) for address in addresses], max_age=0)
    submitted = submit_job.sync(client=client, body=submission)
    assert isinstance(submitted, Submitted), submitted
    while True:
        status = get_job_status.sync(submitted.job_id, client=client)
        assert isinstance(status, JobStatus), status
        if status.pending == 0:
            break
        time.sleep(0.2)
    results = get_results.sync(submitted.job_id, client=client)
    assert isinstance(results, Results), results
    for article in results.results:
        print("python     read  ", article.title)
    for article in results.failed_articles:
        print("python     failed", article.url, article.error)


if __name__ == "__main__":
    main(sys.argv[1:])
