package dev.gleaner.client;

import java.util.List;
import java.util.Optional;

/** How articles came to be what they are; see {@link GleanerClient#history}. */
public final class History {
    private static final int NOT_FOUND = 404;

    private final Transport transport;

    History(Transport transport) {
        this.transport = transport;
    }

    /** The attempts at an article of a job, in order; empty if there is no such job, or the article is none of its. */
    public Optional<Attempts> attempts(String jobId, String articleId) throws InterruptedException {
        String path = "/jobs/%s/articles/%s/attempts".formatted(Query.encoded(jobId), Query.encoded(articleId));
        return found(transport.get(path), Attempts.class);
    }

    /**
     * The contents that an article has and had, newest first, without their texts; none if it was never fetched, or there is no
     * such article.
     */
    public List<ArticleVersion> versions(String articleId) throws InterruptedException {
        return found(transport.get(article(articleId, "/versions")), ArticleVersion[].class)
                .map(List::of)
                .orElseGet(List::of);
    }

    /** One of them with its text; empty if it is not kept any more, or never was. */
    public Optional<ArticleVersion> version(String articleId, int version) throws InterruptedException {
        return found(transport.get(article(articleId, "/versions/" + version)), ArticleVersion.class);
    }

    /**
     * The jobs that asked for an article, newest first; none if there is no such article.
     *
     * @param limit 1 to 1000
     */
    public List<ArticleJob> jobs(String articleId, int limit) throws InterruptedException {
        return found(transport.get(article(articleId, "/jobs") + new Query().add("limit", limit)), ArticleJob[].class)
                .map(List::of)
                .orElseGet(List::of);
    }

    private static String article(String articleId, String path) {
        return "/articles/" + Query.encoded(articleId) + path;
    }

    private static <T> Optional<T> found(Transport.Answer answer, Class<T> type) {
        return answer.status() == NOT_FOUND
                ? Optional.empty()
                : Optional.of(answer.successful().as(type));
    }
}
