package dev.gleaner.consumer.planted.kitchen.stove;

import dev.gleaner.consumer.planted.room.Hall;

/** Planted: two rooms use each other, by different packages. */
public class Stove {
    Class<?> hall = Hall.class;
}
