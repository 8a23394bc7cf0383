/** What every store needs: the right to a folder, and a server as a child process. */
@NullMarked
package dev.gleaner.embedded.process;

import org.jspecify.annotations.NullMarked;
