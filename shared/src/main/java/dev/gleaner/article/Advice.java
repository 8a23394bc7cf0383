package dev.gleaner.article;

/**
 * What an {@link ErrorCode} means to whoever submitted the address, and what they can do about it.
 *
 * @param meaning what has happened, in a few words
 * @param advice what to do, one sentence
 */
public record Advice(String meaning, String advice) {
    /** Every code has one. */
    public static Advice of(ErrorCode code) {
        return switch (code) {
            case TIMEOUT ->
                new Advice(
                        "The server took longer than it may",
                        "Retry later, or give the job a longer timeout if the site is always slow.");
            case CONNECTION_FAILED ->
                new Advice(
                        "The connection was refused or cut",
                        "Retry later; if it stays so, the server is down or does not let this machine in.");
            case HOST_UNREACHABLE ->
                new Advice(
                        "The host could not be reached",
                        "Check the name for a typing error, then retry; a host on a private network must be listed in"
                                + " SCRAPE_ALLOWED_HOSTS.");
            case TLS_FAILED ->
                new Advice(
                        "No secure connection could be made",
                        "Open the address in a browser: if it warns as well, the site's certificate is broken.");
            case HTTP_RETRYABLE ->
                new Advice(
                        "The server asked to come back later",
                        "Retry later, with a larger host_delay if the status is 429 or 503.");
            case HTTP_ERROR ->
                new Advice(
                        "The server has no page at this address",
                        "Look at the status: 404 and 410 mean that the page is gone, 401 and 403 that it needs a login.");
            case PROTOCOL_ERROR ->
                new Advice(
                        "What the server sent is not HTTP",
                        "Check the port and whether the address should begin with https.");
            case ADDRESS_REFUSED ->
                new Advice(
                        "The address leads where nothing may be fetched",
                        "If the host is yours to fetch from, list it in SCRAPE_ALLOWED_HOSTS.");
            case ROBOTS_REFUSED ->
                new Advice(
                        "The site's robots.txt forbids the address",
                        "Ask the site for leave; with it, ROBOTS_OBEY=false lets the fleet fetch it.");
            case ROBOTS_UNAVAILABLE ->
                new Advice(
                        "The site's robots.txt could not be fetched",
                        "Retry later: until it can be fetched, nothing of the site is.");
            case TOO_MANY_REDIRECTS ->
                new Advice(
                        "The address leads around in circles",
                        "Open it in a browser and submit the address at which it ends; some sites want a cookie first.");
            case NOT_HTML ->
                new Advice(
                        "It is no web page",
                        "Leave out addresses of files and pictures, or give them to a scraper that can read them.");
            case TOO_LARGE ->
                new Advice(
                        "The page is larger than is read",
                        "Raise SCRAPE_MAX_BODY or READ_MAX_TAGS if pages of this size are wanted.");
            case NO_ARTICLE ->
                new Advice(
                        "The page holds no article",
                        "Open it: if there is a text to read, report the page; else leave the address out.");
            case CHALLENGE_PAGE ->
                new Advice(
                        "The site asks whether its visitor is human",
                        "Slow the job down, or ask the site for an interface; the page is not worked around.");
            case CONSENT_WALL ->
                new Advice(
                        "The site wants consent to cookies first",
                        "Give the job the cookie of a consent in its headers.");
            case SOFT_NOT_FOUND ->
                new Advice("The page says that it does not exist", "Leave the address out: the page is gone.");
            case INDEX_PAGE ->
                new Advice(
                        "The page lists articles and is none",
                        "Submit the addresses that it links to, or its feed as article_list_url.");
            case NEEDS_JAVASCRIPT ->
                new Advice(
                        "The text is loaded by JavaScript",
                        "Give the address to a scraper that runs a browser, or look for a feed of the site.");
            case EXTRACTION_TIMEOUT ->
                new Advice(
                        "Reading the page took too long",
                        "Raise READ_TIMEOUT if such pages are wanted; most are made to be endless.");
            case UNKNOWN_SCRAPER ->
                new Advice(
                        "No consumer has the scraper any more",
                        "Put it back into SCRAPERS_FILE, or submit the addresses with another one; GET /scrapers lists them.");
            case COMMAND_FAILED ->
                new Advice("The scraper's command failed", "Read its log, mend the command, and retry.");
            case COMMAND_TIMEOUT ->
                new Advice(
                        "The scraper's command took too long",
                        "Raise the scraper's timeout, or find out from its log what it waits for.");
            case MEMORY_EXCEEDED ->
                new Advice(
                        "The scraper's command took too much memory",
                        "Raise the scraper's max_memory, or let it work on less at a time.");
            case NO_OUTPUT ->
                new Advice(
                        "The scraper's command gave nothing",
                        "Read its log: it ended well, but wrote nothing where its definition says.");
            case INVALID_OUTPUT ->
                new Advice(
                        "What the scraper's command gave is not valid",
                        "Compare the error with the output that the scraper's definition promises.");
            case CRASHED_CONSUMER ->
                new Advice(
                        "Consumers died while they read the page",
                        "Report the address; retry it only on a consumer of its own.");
            case INTERNAL_ERROR ->
                new Advice(
                        "A fault of Gleaner's own",
                        "Retry once; if it comes back, report it with the lines of the consumer's log.");
            case UNKNOWN ->
                new Advice(
                        "A newer version gave the reason",
                        "Read the error's text, and bring all processes to the same version.");
        };
    }

    /** Whether another try, with nothing changed, may well succeed. */
    public static boolean mayPass(ErrorCode code) {
        return switch (code) {
            case TIMEOUT,
                    CONNECTION_FAILED,
                    HOST_UNREACHABLE,
                    HTTP_RETRYABLE,
                    ROBOTS_UNAVAILABLE,
                    COMMAND_FAILED,
                    COMMAND_TIMEOUT,
                    INTERNAL_ERROR,
                    UNKNOWN -> true;
            default -> false;
        };
    }
}
