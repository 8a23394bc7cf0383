package dev.gleaner.api.schedules.web;

import java.time.ZoneId;

/**
 * What of this process's settings is told.
 *
 * @param running whether it runs schedules
 * @param zone of schedules that name none
 */
record SchedulerState(boolean running, ZoneId zone) {}
