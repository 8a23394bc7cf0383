/**
 * The watcher: a small process of its own that ends the commands of a process that died. With {@code exec.tree} it is all that such a
 * process has on its class path, so it knows the JDK alone.
 */
@NullMarked
package dev.gleaner.exec.watch;

import org.jspecify.annotations.NullMarked;
