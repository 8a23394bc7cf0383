/** What is to be scraped, as schedules and presets keep it, becomes a submission. */
@NullMarked
package dev.gleaner.api.work;

import org.jspecify.annotations.NullMarked;
