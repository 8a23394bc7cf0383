/** What is known of an article: its address, its text, and why it could not be fetched. */
@NullMarked
package dev.gleaner.article;

import org.jspecify.annotations.NullMarked;
