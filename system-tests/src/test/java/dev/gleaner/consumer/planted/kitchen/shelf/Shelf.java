package dev.gleaner.consumer.planted.kitchen.shelf;

/** Planted: what two rooms use each other for. */
public class Shelf {
    Object book = new Object();
}
