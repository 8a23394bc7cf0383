package dev.gleaner.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;

/** Where the API will answer: API_HOST, loopback unless said otherwise, and API_PORT; 0 stands for any free port. */
record ApiAddress(String host, int port) {
    private static final String USUAL_HOST = "127.0.0.1";
    private static final String USUAL_PORT = "8000";

    static ApiAddress of(Map<String, String> environment) {
        String port = given(environment, "API_PORT", USUAL_PORT);
        try {
            int number = Integer.parseInt(port.trim());
            if (number < 0 || number > 65535) {
                throw new CannotStartException("API_PORT must be 0 to 65535, but is " + number);
            }
            return new ApiAddress(given(environment, "API_HOST", USUAL_HOST), number == 0 ? anyFreePort() : number);
        } catch (NumberFormatException none) {
            throw new CannotStartException("API_PORT must be a number, but is " + port, none);
        }
    }

    private static String given(Map<String, String> environment, String name, String usual) {
        String value = environment.getOrDefault(name, "");
        return value.isBlank() ? usual : value.strip();
    }

    /** Any free port of loopback. */
    static ApiAddress ofOneCommand() {
        return new ApiAddress(USUAL_HOST, anyFreePort());
    }

    private static int anyFreePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new CannotStartException("No port is free for the API", none);
        }
    }

    /** Asked before anything is started: a clear line instead of a half-started process. */
    void requireFree() {
        try (ServerSocket socket = new ServerSocket()) {
            // As the server will: connections of an earlier process that are winding down do not count.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (UnknownHostException unknown) {
            throw new CannotStartException("API_HOST %s is no address of this machine".formatted(host), unknown);
        } catch (IOException taken) {
            throw new CannotStartException(
                    "Port %d on %s is taken by another program; stop it or set API_PORT".formatted(port, host), taken);
        }
    }

    /** Where it is asked on this machine: what listens everywhere, too. */
    URI local() {
        String where = host.equals("0.0.0.0") || host.equals("::") ? USUAL_HOST : host;
        return URI.create("http://%s:%d".formatted(where.contains(":") ? "[" + where + "]" : where, port));
    }

    URI uri() {
        return URI.create("http://" + (host.equals(USUAL_HOST) ? "localhost" : host) + ":" + port);
    }
}
