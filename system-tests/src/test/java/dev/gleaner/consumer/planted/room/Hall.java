package dev.gleaner.consumer.planted.room;

import dev.gleaner.consumer.planted.kitchen.shelf.Shelf;

/** Planted: two rooms use each other, by different packages. */
public class Hall {
    Class<?> shelf = Shelf.class;
}
