package dev.gleaner.consumer.planted;

import dev.gleaner.api.ApiApplication;

/** Planted: one service knows the other. */
public class KnowsTheApi {
    Class<?> other = ApiApplication.class;
}
