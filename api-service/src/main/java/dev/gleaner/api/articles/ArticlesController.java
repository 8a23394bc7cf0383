package dev.gleaner.api.articles;

import dev.gleaner.api.web.problem.Problem;
import dev.gleaner.article.ArticleRecord;
import dev.gleaner.article.Articles;
import dev.gleaner.task.Task;
import dev.gleaner.task.TaskState;
import dev.gleaner.task.Tasks;
import dev.gleaner.url.ArticleUrl;
import dev.gleaner.url.InvalidUrlException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /articles}: what is stored of one address. */
@RestController
@Tag(name = "Articles")
class ArticlesController {
    private final Articles articles;
    private final Tasks tasks;

    ArticlesController(Articles articles, Tasks tasks) {
        this.articles = articles;
        this.tasks = tasks;
    }

    @GetMapping({"/articles", "/articles/"})
    @Operation(
            operationId = "findArticle",
            summary = "The article of an address",
            description = "Addresses that mean the same page find the same article, as in a submission.")
    @ApiResponse(responseCode = "200", description = "The article")
    @ApiResponse(responseCode = "404", description = "Nobody has asked for this address")
    @ApiResponse(responseCode = "422", description = "The address is missing or is none")
    ArticleAnswer byUrl(
            @RequestParam("url")
                    @Parameter(
                            description = "http or https",
                            schema = @Schema(type = "string", minLength = 1),
                            example = "https://example.com/news/1")
                    String url) {
        String key;
        try {
            key = ArticleUrl.parse(url).key();
        } catch (InvalidUrlException invalid) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "url: " + invalid.reason());
        }
        return articles.findByKey(key)
                .map(this::answer)
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "Article not found").with("url", url));
    }

    @GetMapping({"/articles/{articleId}", "/articles/{articleId}/"})
    @Operation(operationId = "getArticle", summary = "One article")
    @ApiResponse(responseCode = "200", description = "The article")
    @ApiResponse(responseCode = "404", description = "There is no such article")
    ArticleAnswer byId(@PathVariable("articleId") String articleId) {
        return articles.find(articleId)
                .map(this::answer)
                .orElseThrow(
                        () -> new Problem(HttpStatus.NOT_FOUND, "Article not found").with("article_id", articleId));
    }

    private ArticleAnswer answer(ArticleRecord article) {
        Task task = tasks.find(List.of(article.id())).get(article.id());
        return ArticleAnswer.of(article, task != null && task.state() == TaskState.RUNNING);
    }
}
