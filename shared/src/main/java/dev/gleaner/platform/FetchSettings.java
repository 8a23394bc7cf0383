package dev.gleaner.platform;

import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.fetch.FetchLimits;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

/**
 * Where and how requests go out.
 *
 * @param allowedHosts SCRAPE_ALLOWED_HOSTS, hosts that may be scraped although they are not on the public internet: names,
 *     addresses, CIDR blocks, each with an optional port
 * @param allowedPorts SCRAPE_ALLOWED_PORTS, ports and ranges that may be scraped; a host that is listed with a port needs none
 * @param proxy SCRAPE_PROXY, {@code http://host:port} that all requests go through; blank for none
 * @param timeout SCRAPE_TIMEOUT, for one attempt at an article, from connecting to the last byte
 * @param connectTimeout SCRAPE_CONNECT_TIMEOUT, for a connection to each address of a host, and for its look-up
 * @param maxWire SCRAPE_MAX_WIRE, of a page as it is sent
 * @param maxBody SCRAPE_MAX_BODY, of a page after decompression
 * @param maxHeaderLine SCRAPE_MAX_HEADER, size of one header
 * @param maxHeaders SCRAPE_MAX_HEADERS, headers of one answer
 * @param maxRedirects SCRAPE_MAX_REDIRECTS, redirects that are followed
 * @param contentTypes SCRAPE_CONTENT_TYPES, content types that are read; anything else ends as {@code not_html}
 * @param userAgent USER_AGENT, what sites are told; its first word is the name that robots.txt rules are looked up for
 * @param contact SCRAPE_CONTACT, an address for the operators of sites, told with the user agent; blank for none
 * @param robotsObey ROBOTS_OBEY, whether robots.txt is obeyed
 */
@ConfigurationProperties("gleaner.fetch")
public record FetchSettings(
        String allowedHosts,
        String allowedPorts,
        String proxy,

        @DurationUnit(ChronoUnit.SECONDS) Duration timeout,

        @DurationUnit(ChronoUnit.SECONDS) Duration connectTimeout,

        DataSize maxWire,
        DataSize maxBody,
        DataSize maxHeaderLine,
        int maxHeaders,
        int maxRedirects,

        List<String> contentTypes,

        String userAgent,
        String contact,
        boolean robotsObey)
        implements Judged {
    public FetchSettings {
        requirePositive("SCRAPE_TIMEOUT", timeout);
        requirePositive("SCRAPE_CONNECT_TIMEOUT", connectTimeout);
        requirePositive("SCRAPE_MAX_WIRE", maxWire);
        requirePositive("SCRAPE_MAX_BODY", maxBody);
        requirePositive("SCRAPE_MAX_HEADER", maxHeaderLine);
        if (maxHeaders < 1) {
            throw new IllegalArgumentException("SCRAPE_MAX_HEADERS must be at least 1, but is " + maxHeaders);
        }
        if (maxRedirects < 0) {
            throw new IllegalArgumentException("SCRAPE_MAX_REDIRECTS must not be negative, but is " + maxRedirects);
        }
        contentTypes = List.copyOf(contentTypes);
    }

    private static void requirePositive(String name, Duration time) {
        if (!time.isPositive()) {
            throw new IllegalArgumentException(name + " must be longer than nothing, but is " + time);
        }
    }

    /** Bytes are counted in whole numbers of 32 bits. */
    private static void requirePositive(String name, DataSize size) {
        if (size.toBytes() < 1 || size.toBytes() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(name + " must be 1B to 2047MB, but is " + size);
        }
    }

    /** The hosts and ports have to be such, and so has the proxy. */
    @Override
    public void judge() {
        policy();
    }

    /** @param connectionsPerHost as many as are fetched from a host at a time */
    public FetchLimits limits(int connectionsPerHost) {
        FetchLimits defaults = FetchLimits.defaults();
        return new FetchLimits(
                timeout,
                connectTimeout,
                Math.toIntExact(maxBody.toBytes()),
                Math.toIntExact(maxWire.toBytes()),
                Math.toIntExact(maxHeaderLine.toBytes()),
                maxHeaders,
                maxRedirects,
                Set.copyOf(contentTypes),
                connectionsPerHost,
                Math.max(defaults.connections(), connectionsPerHost));
    }

    /** How we introduce ourselves: the product, and where to complain. */
    public String introduction() {
        return contact.isBlank() ? userAgent : userAgent + " (+" + contact.strip() + ")";
    }

    AddressPolicy policy() {
        return AddressPolicy.of(allowedHosts, allowedPorts);
    }
}
