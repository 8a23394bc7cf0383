from scrapy.exceptions import DropItem


class JoinParagraphs:
    """Paragraphs become one text, with an empty line between them."""

    def process_item(self, item, spider):
        paragraphs = (" ".join(text.split()) for text in item["content"])
        item["content"] = "\n\n".join(text for text in paragraphs if text)
        return item


class DropShort:
    """Pages with hardly a text are no articles. How many words it takes is the setting MIN_WORDS."""

    def __init__(self, least):
        self.least = least

    @classmethod
    def from_crawler(cls, crawler):
        return cls(crawler.settings.getint("MIN_WORDS"))

    def process_item(self, item, spider):
        words = len(item["content"].split())
        if words < self.least:
            raise DropItem(f"{words} words are fewer than {self.least}")
        item["data"]["words"] = words
        return item


class DropRepeated:
    """The same title on another page is the same article."""

    def __init__(self):
        self.titles = set()

    def process_item(self, item, spider):
        if item["title"] in self.titles:
            raise DropItem("its title was there before")
        self.titles.add(item["title"])
        return item
