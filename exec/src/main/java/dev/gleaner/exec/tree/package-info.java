/** The processes of a command wherever they went, and how all of them are ended. Knows the JDK alone. */
@NullMarked
package dev.gleaner.exec.tree;

import org.jspecify.annotations.NullMarked;
