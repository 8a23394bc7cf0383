package dev.gleaner.fetch;

/** The methods that a request may have. TRACE and CONNECT are none of them: they are means to get past a guard. */
public enum HttpMethod {
    GET,
    HEAD,
    POST,
    PUT,
    PATCH,
    DELETE;

    /**
     * Whether it changes nothing at the server (RFC 9110, section 9.2.1). Only such requests follow redirects: any other
     * would be sent again to an address that its sender did not choose. They have no body.
     */
    public boolean isSafe() {
        return this == GET || this == HEAD;
    }
}
