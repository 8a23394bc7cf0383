package dev.gleaner.api.articles;

import dev.gleaner.api.web.problem.Problem;
import dev.gleaner.article.Articles;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /articles/{article_id}/versions}: what an article said before. */
@RestController
@Tag(name = "Articles")
class VersionsController {
    private final Articles articles;

    VersionsController(Articles articles) {
        this.articles = articles;
    }

    @GetMapping({"/articles/{articleId}/versions", "/articles/{articleId}/versions/"})
    @Operation(
            operationId = "listArticleVersions",
            summary = "The contents that an article has and had",
            description =
                    "Newest first, the current one among them. ARTICLE_VERSIONS says how many former ones are kept.")
    @ApiResponse(responseCode = "200", description = "The versions; none if it was never fetched")
    @ApiResponse(responseCode = "404", description = "There is no such article")
    List<VersionEntry> list(@PathVariable("articleId") String articleId) {
        List<VersionEntry> found =
                articles.editions(articleId).stream().map(VersionEntry::of).toList();
        if (found.isEmpty() && articles.known(List.of(articleId)).isEmpty()) {
            throw new Problem(HttpStatus.NOT_FOUND, "Article not found").with("article_id", articleId);
        }
        return found;
    }

    @GetMapping({"/articles/{articleId}/versions/{version}", "/articles/{articleId}/versions/{version}/"})
    @Operation(operationId = "getArticleVersion", summary = "One of the contents that an article has and had")
    @ApiResponse(responseCode = "200", description = "The content")
    @ApiResponse(responseCode = "404", description = "There is no such article, or no such version of it any more")
    VersionAnswer one(
            @PathVariable("articleId") String articleId,
            @PathVariable("version") @Parameter(schema = @Schema(type = "integer", minimum = "1")) int version) {
        return articles.edition(articleId, version)
                .map(edition -> VersionAnswer.of(articleId, edition))
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "The article has no such version")
                        .with("article_id", articleId)
                        .with("version", version));
    }
}
