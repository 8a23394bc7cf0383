package dev.gleaner.check.planted;

import dev.gleaner.api.ApiApplication;

/** Planted: the checker knows more than shared. */
public class KnowsTheApi {
    Class<?> other = ApiApplication.class;
}
