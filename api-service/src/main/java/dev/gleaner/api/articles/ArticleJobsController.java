package dev.gleaner.api.articles;

import dev.gleaner.api.web.problem.Problem;
import dev.gleaner.article.Articles;
import dev.gleaner.job.Items;
import dev.gleaner.job.Job;
import dev.gleaner.job.Jobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /articles/{article_id}/jobs}: who asked for an article. */
@RestController
@Tag(name = "Articles")
class ArticleJobsController {
    private static final int USUAL = 50;
    private static final int MOST = 1000;

    private final Articles articles;
    private final Items items;
    private final Jobs jobs;

    ArticleJobsController(Articles articles, Items items, Jobs jobs) {
        this.articles = articles;
        this.items = items;
        this.jobs = jobs;
    }

    @GetMapping({"/articles/{articleId}/jobs", "/articles/{articleId}/jobs/"})
    @Operation(
            operationId = "listArticleJobs",
            summary = "The jobs that asked for an article",
            description = "Newest first, as far as they are still kept.")
    @ApiResponse(responseCode = "200", description = "The jobs")
    @ApiResponse(responseCode = "404", description = "There is no such article")
    @ApiResponse(responseCode = "422", description = "The limit is none")
    List<ArticleJobAnswer> list(
            @PathVariable("articleId") String articleId,
            @RequestParam(name = "limit", required = false)
                    @Schema(minimum = "1", maximum = "1000", defaultValue = "50")
                    @Nullable
                    Integer limit) {
        int most = limit == null ? USUAL : limit;
        if (most < 1 || most > MOST) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "limit must be from 1 to " + MOST);
        }
        Map<String, Boolean> asked = items.jobsOf(articleId);
        if (asked.isEmpty() && articles.known(List.of(articleId)).isEmpty()) {
            throw new Problem(HttpStatus.NOT_FOUND, "Article not found").with("article_id", articleId);
        }
        return jobs.findAll(asked.keySet()).stream()
                .sorted(Comparator.comparing(Job::createdAt)
                        .thenComparing(Job::id)
                        .reversed())
                .limit(most)
                .map(job -> ArticleJobAnswer.of(job, asked.getOrDefault(job.id(), false)))
                .toList();
    }
}
