package dev.gleaner.api.schedules.trigger;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes triggers as JSON, each in the form of its type with all fields. */
final class TriggerJson {
    private static final int SHORT_NAME = 3;

    private TriggerJson() {}

    static ObjectNode of(Trigger trigger) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        switch (trigger) {
            case Cron cron ->
                json.put("type", "cron")
                        .put("expression", cron.expression())
                        .put("dst", cron.dst().toString());
            case Interval interval ->
                json.put("type", "interval")
                        .put("every", DurationText.write(interval.every()))
                        .put("anchor", interval.anchor().toString());
            case Once once -> once(once, json);
            case Hourly hourly -> json.put("type", "hourly").put("minute", hourly.minute());
            case Daily daily -> timed(json.put("type", "daily"), daily.times(), daily.dst());
            case Weekly weekly -> {
                ArrayNode days = json.put("type", "weekly").putArray("days");
                weekly.days().forEach(day -> days.add(day.name().substring(0, SHORT_NAME)));
                timed(json, weekly.times(), weekly.dst());
            }
            case Monthly monthly -> monthly(monthly, json);
        }
        return json;
    }

    private static void once(Once once, ObjectNode json) {
        json.put("type", "once");
        switch (once.at()) {
            case Once.Moment.Absolute(Instant time) -> json.put("at", time.toString());
            case Once.Moment.Local(LocalDateTime time) ->
                json.put("at", DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time));
        }
        json.put("allow_past", once.allowPast());
    }

    private static void monthly(Monthly monthly, ObjectNode json) {
        json.put("type", "monthly");
        boolean one = monthly.days().size() == 1;
        ArrayNode days = JsonNodeFactory.instance.arrayNode();
        for (int day : monthly.days()) {
            if (day == Monthly.LAST) {
                days.add("LAST");
            } else {
                days.add(day);
            }
        }
        json.set(one ? "day" : "days", one ? days.get(0) : days);
        json.put("short_months", monthly.shortMonths().toString());
        timed(json, monthly.times(), monthly.dst());
    }

    private static void timed(ObjectNode json, List<LocalTime> times, DaylightSaving dst) {
        if (times.size() == 1) {
            json.put("time", Phrases.time(times.getFirst()));
        } else {
            ArrayNode list = json.putArray("times");
            times.forEach(time -> list.add(Phrases.time(time)));
        }
        json.put("dst", dst.toString());
    }
}
