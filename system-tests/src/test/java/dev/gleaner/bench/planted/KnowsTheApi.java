package dev.gleaner.bench.planted;

import dev.gleaner.api.ApiApplication;

/** Planted: benchmarks reach into the API. */
public class KnowsTheApi {
    Class<?> other = ApiApplication.class;
}
