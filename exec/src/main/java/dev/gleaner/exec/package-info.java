/** Commands as jobs of this machine, without any server: started detached, followed by their files, stopped as whole trees. */
@NullMarked
package dev.gleaner.exec;

import org.jspecify.annotations.NullMarked;
