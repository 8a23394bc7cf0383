/** How schedules are written down: as JSON, and as YAML where people keep them in files. */
@NullMarked
package dev.gleaner.api.schedules.form;

import org.jspecify.annotations.NullMarked;
