package dev.gleaner.api.scrapers;

import dev.gleaner.api.web.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /scrapers} and {@code GET /scrapers/{name}}. */
@RestController
@Tag(name = "Scrapers")
class ScrapersController {
    private final Scrapers scrapers;

    ScrapersController(Scrapers scrapers) {
        this.scrapers = scrapers;
    }

    @GetMapping({"/scrapers", "/scrapers/"})
    @Operation(
            operationId = "listScrapers",
            summary = "The scrapers that can be asked for",
            description =
                    "By name: the built-in one, article, and those that consumers have told of in the last 24 hours. "
                            + "What they run is not told.")
    @ApiResponse(responseCode = "200", description = "All of them")
    ScrapersAnswer list() {
        List<ScraperAnswer> all =
                scrapers.now().all().stream().map(ScraperAnswer::of).toList();
        return new ScrapersAnswer(all, all.size());
    }

    @GetMapping({"/scrapers/{name}", "/scrapers/{name}/"})
    @Operation(operationId = "readScraper", summary = "One scraper, with what it takes")
    @ApiResponse(responseCode = "200", description = "The scraper")
    @ApiResponse(responseCode = "404", description = "No scraper of this name is known; the known are named")
    ScraperAnswer read(@PathVariable("name") String name) {
        KnownScrapers known = scrapers.now();
        return known.all().stream()
                .filter(one -> one.scraper().name().equals(name))
                .map(ScraperAnswer::of)
                .findFirst()
                .orElseThrow(() -> new Problem(
                                HttpStatus.NOT_FOUND,
                                "No scraper of this name is known; the known scrapers are " + known.names())
                        .with(
                                "known",
                                known.all().stream()
                                        .map(one -> one.scraper().name())
                                        .toList()));
    }
}
