import dev.gleaner.client.GleanerClient;
import dev.gleaner.client.Results;
import dev.gleaner.client.Submission;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Submits the addresses given, waits for the end of the job, and prints a line for each article: its title, or why it failed.
 * Needs Java 25 and the module {@code client} with what it needs on the class path; README.md beside this file says how.
 *
 * <p>Usage: {@code GLEANER_SERVER=http://localhost:8000 java -cp ... SmallestJob.java URL...}
 */
public class SmallestJob {
    public static void main(String[] addresses) throws Exception {
        String server = System.getenv().getOrDefault("GLEANER_SERVER", "http://localhost:8000");
        try (GleanerClient client = GleanerClient.at(URI.create(server))) {
            Submission.Builder submission = Submission.builder();
            List.of(addresses).forEach(submission::url);
            String job = client.submit(submission.build()).jobId();
            client.awaitEnd(job, Duration.ofMinutes(10));
            Results results = client.results(job, null, 1000);
            results.results().forEach(article -> System.out.println("read    " + article.title()));
            results.failedArticles()
                    .forEach(article -> System.out.println("failed  " + article.url() + "  " + article.error()));
        }
    }
}
