/** The scrapers that submissions can ask for: which there are, and which one gets what names none. */
@NullMarked
package dev.gleaner.api.scrapers;

import org.jspecify.annotations.NullMarked;
