package dev.gleaner.api.scrapers;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** All scrapers that are known. */
@Schema(name = "Scrapers")
record ScrapersAnswer(
        @JsonProperty("scrapers") List<ScraperAnswer> scrapers,
        @JsonProperty("total") int total) {}
