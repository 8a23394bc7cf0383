package dev.gleaner.planted;

import java.net.http.HttpClient;

/** Planted: a request that no guard sees. */
public class AsksASite {
    HttpClient client = HttpClient.newHttpClient();
}
