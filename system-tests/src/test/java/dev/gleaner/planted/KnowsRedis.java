package dev.gleaner.planted;

import io.lettuce.core.RedisClient;

/** Planted: a store is spoken outside of its adapters. */
public class KnowsRedis {
    Class<?> redis = RedisClient.class;
}
