/** External commands as processes of this machine: started in a session of their own, followed, and ended as whole trees. */
@NullMarked
package dev.gleaner.exec.process;

import org.jspecify.annotations.NullMarked;
