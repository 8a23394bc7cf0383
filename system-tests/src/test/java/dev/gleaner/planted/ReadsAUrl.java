package dev.gleaner.planted;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;

/** Planted: a request that no guard sees. */
public class ReadsAUrl {
    InputStream read(URL url) throws IOException {
        return url.openStream();
    }
}
