from urllib.parse import urlsplit

import scrapy

from newsroom.items import Article


class SectionSpider(scrapy.Spider):
    """Reads the articles that a page lists, on the same site.

    scrapy crawl section -a start=https://example.org/news/ -a limit=20 -a tags=news,local
    """

    name = "section"

    def __init__(self, start, limit=100, tags="", *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.start_urls = [start]
        self.allowed_domains = [urlsplit(start).hostname]
        self.limit = int(limit)
        self.tags = [tag for tag in tags.split(",") if tag]

    def parse(self, response):
        links = response.css("main a::attr(href)").getall()
        self.logger.info("%d articles are listed, at most %d are read", len(links), self.limit)
        yield from response.follow_all(links[: self.limit], self.parse_article)

    def parse_article(self, response):
        yield Article(
            url=response.url,
            title=(response.css("article h1::text").get() or "").strip(),
            content=["".join(paragraph.css("::text").getall()) for paragraph in response.css("article p")],
            language=response.css("html::attr(lang)").get(),
            data={"section": self.start_urls[0], "tags": self.tags},
        )
