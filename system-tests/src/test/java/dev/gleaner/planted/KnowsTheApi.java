package dev.gleaner.planted;

import dev.gleaner.api.ApiApplication;

/** Planted: shared knows a service. */
public class KnowsTheApi {
    Class<?> other = ApiApplication.class;
}
