package dev.gleaner.consumer.presence;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** How this process is called in logs and in Redis: its host and its process id. */
public final class ProcessName {
    private ProcessName() {}

    public static String here() {
        return host() + "-" + ProcessHandle.current().pid();
    }

    public static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "host";
        }
    }
}
