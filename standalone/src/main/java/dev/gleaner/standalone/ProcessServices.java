package dev.gleaner.standalone;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The services inside this process. */
final class ProcessServices implements Services {

    @Override
    public WithApi everything(@Nullable URI localSite) {
        throw new CannotStartException("This build cannot run everything in one process yet");
    }

    @Override
    public WithApi api() {
        throw new CannotStartException("This build has no API service yet");
    }

    @Override
    public Running consumer() {
        throw new CannotStartException("This build has no consumer service yet");
    }
}
