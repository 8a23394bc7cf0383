import scrapy


class Article(scrapy.Item):
    """The names are those that Gleaner reads; ``data`` may hold whatever else there is."""

    url = scrapy.Field()
    title = scrapy.Field()
    content = scrapy.Field()
    language = scrapy.Field()
    data = scrapy.Field()
