package dev.gleaner.embedded.redis;

import dev.gleaner.embedded.process.Secret;
import dev.gleaner.embedded.process.ServerNote;

/**
 * Who may speak to a server. The services may do what their work needs; only the owner may change settings, read what others
 * say, empty the server or end it.
 *
 * @param service secret of the services
 * @param owner secret of whoever looks after the server
 */
public record RedisUsers(Secret service, Secret owner) {
    /** Everybody on the machine may do everything: for tests, which stand between a service and its stores. */
    public static final RedisUsers ANYBODY = new RedisUsers(Secret.NONE, Secret.NONE);

    private static final String SERVICE = "service";

    /** Two that nobody else knows. */
    public static RedisUsers random() {
        return new RedisUsers(Secret.random(), Secret.random());
    }

    /** Lines of the server's configuration; they hold no secret, but what it is checked against. */
    String configuration() {
        if (owner.isNone()) {
            return "";
        }
        // Lettuce names itself with CLIENT, and health is asked with INFO.
        return """
                user %s reset on #%s ~* &* +@all -@admin +client +info -flushall -flushdb -swapdb
                user %s reset on #%s ~* &* +@all
                """.formatted(SERVICE, service.sha256(), RedisLink.OWNER, owner.sha256());
    }

    String serviceUrl(int port) {
        return "redis://" + service.userInfo(SERVICE) + "127.0.0.1:" + port;
    }

    /** Where the owner of the server of a note connects. */
    public static String ownerUrl(ServerNote note) {
        return "redis://" + note.secret().userInfo(RedisLink.OWNER) + "127.0.0.1:" + note.port();
    }
}
