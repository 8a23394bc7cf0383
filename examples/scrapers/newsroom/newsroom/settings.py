"""What a Scrapy project usually has here, and nothing that it needs to be run by Gleaner."""

BOT_NAME = "newsroom"
SPIDER_MODULES = ["newsroom.spiders"]
NEWSPIDER_MODULE = "newsroom.spiders"

ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS_PER_DOMAIN = 4
DOWNLOAD_TIMEOUT = 30
# A redirect could lead into the network that this runs in.
REDIRECT_ENABLED = False
TELNETCONSOLE_ENABLED = False
LOG_LEVEL = "INFO"

ITEM_PIPELINES = {
    "newsroom.pipelines.JoinParagraphs": 100,
    "newsroom.pipelines.DropShort": 200,
    "newsroom.pipelines.DropRepeated": 300,
}

# Of our own pipelines: items with fewer words are dropped.
MIN_WORDS = 20

REQUEST_FINGERPRINTER_IMPLEMENTATION = "2.7"
FEED_EXPORT_ENCODING = "utf-8"
