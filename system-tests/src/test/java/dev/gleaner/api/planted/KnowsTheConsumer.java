package dev.gleaner.api.planted;

import dev.gleaner.consumer.planted.KnowsTheApi;

/** Planted: one service knows the other. */
public class KnowsTheConsumer {
    KnowsTheApi other = new KnowsTheApi();
}
