package dev.gleaner.testkit;

import dev.gleaner.testkit.TestStores.Store;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** The only class that touches Testcontainers, loaded once it is known that containers can be started. */
final class Containers {

    private Containers() {}

    /** Testcontainers ends the container with this JVM, a killed one too. */
    @SuppressWarnings("resource")
    static Store start(String image, String scheme, int port) {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image)).withExposedPorts(port);
        container.start();
        String url = scheme + "://" + container.getHost() + ":" + container.getMappedPort(port);
        return new Store(url, "container " + image + ", " + url);
    }
}
