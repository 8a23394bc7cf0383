/**
 * What is owed to others for what becomes of jobs: told, written or started once at least. It is noted before a run of a job is
 * there, and written down where the run ends; doing it is the API's business.
 */
@NullMarked
package dev.gleaner.delivery;

import org.jspecify.annotations.NullMarked;
