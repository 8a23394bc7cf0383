/** Commands about single articles, and what wrote of them. */
@NullMarked
package dev.gleaner.cli.articles;

import org.jspecify.annotations.NullMarked;
