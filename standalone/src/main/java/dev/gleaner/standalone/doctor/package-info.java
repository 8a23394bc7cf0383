/** What is found and used on this machine, with advice; nothing is changed. */
@NullMarked
package dev.gleaner.standalone.doctor;

import org.jspecify.annotations.NullMarked;
