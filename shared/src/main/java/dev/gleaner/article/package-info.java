/** What is known of an article: its address, its text, and how it could not be had. */
@NullMarked
package dev.gleaner.article;

import org.jspecify.annotations.NullMarked;
