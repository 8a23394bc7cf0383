/** JSON as plain maps and lists, read and written as a stream: records are small, and a call must start fast. */
@NullMarked
package dev.gleaner.exec.json;

import org.jspecify.annotations.NullMarked;
