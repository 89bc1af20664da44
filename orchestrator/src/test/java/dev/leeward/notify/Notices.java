package dev.leeward.notify;

import dev.leeward.decision.Alarm;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.region.ServiceName;
import java.time.Instant;

/** Entries and notices for tests. */
final class Notices {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final ServiceName SHOP = new ServiceName("shop");

    private Notices() {}

    static Entry alarm(long sequence) {
        var alarm = new Alarm("all-regions-down", Alarm.Severity.PAGE, "no region of shop answers");
        return entry(sequence, new Event.AlarmRaised(SHOP, alarm));
    }

    static Entry entry(long sequence, Event event) {
        return new Entry(sequence, NOON, event, "0123456789abcdef".repeat(4));
    }

    static Entry alarm(long sequence, String key, Alarm.Severity severity) {
        return entry(sequence, new Event.AlarmRaised(SHOP, new Alarm(key, severity, "look at " + key)));
    }

    static Entry clear(long sequence, String key) {
        return entry(sequence, new Event.AlarmCleared(SHOP, key));
    }

    /** A page of the matter {@code key}. */
    static Notice raised(long sequence, String key) {
        return Notice.of(alarm(sequence, key, Alarm.Severity.PAGE)).orElseThrow();
    }

    /** The end of what {@link #notice} begins. */
    static Notice cleared(long sequence) {
        return cleared(sequence, "all-regions-down");
    }

    static Notice cleared(long sequence, String key) {
        return Notice.of(clear(sequence, key)).orElseThrow();
    }

    static Notice notice(long sequence) {
        return Notice.of(alarm(sequence)).orElseThrow();
    }
}
