package dev.gleaner.planted;

import org.bson.Document;

/** Planted: a store is spoken outside of its adapters. */
public class KnowsMongo {
    Document document = new Document();
}
