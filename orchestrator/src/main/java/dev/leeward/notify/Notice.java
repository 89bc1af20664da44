package dev.leeward.notify;

import dev.leeward.decision.Alarm;
import dev.leeward.decision.RunKind;
import dev.leeward.format.CanonicalJson;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.journal.Projection;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.Ending;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What people are told about one journal entry.
 *
 * @param sequence of the entry
 * @param id names it for receivers, the same at every attempt and after a restart, so that they can drop repeats; begins
 *     with the sequence and holds part of the entry's hash, so that a new journal repeats none
 * @param key what it is about: a notice of the same key tells more of, or ends, the same matter
 * @param ends whether the matter is over
 * @param sentence for people
 */
public record Notice(
        long sequence,
        String id,
        Instant at,
        Kind kind,
        Severity severity,
        ServiceName service,
        String key,
        boolean ends,
        String sentence) {
    private static final int HASH_PART = 12;

    /** What happened; the names are part of the format. */
    public enum Kind {
        ALARM_RAISED,
        ALARM_CLEARED,
        APPROVAL_ASKED,
        RUN_STARTED,
        RUN_ENDED
    }

    /** How urgently. */
    public enum Severity {
        /** Somebody must act now. */
        PAGE,
        /** Somebody should look at it. */
        WARNING,
        /** Good to know. */
        INFO
    }

    /** The notice of {@code entry}; empty where nobody is told, see {@link Projection#isNotice}. */
    public static Optional<Notice> of(Entry entry) {
        return switch (entry.event()) {
            case Event.AlarmRaised e ->
                Optional.of(of(
                                entry,
                                Kind.ALARM_RAISED,
                                severity(e.alarm()),
                                e,
                                "alarm/" + e.alarm().key(),
                                false)
                        .saying(e.alarm().sentence()));
            case Event.AlarmCleared e ->
                Optional.of(of(entry, Kind.ALARM_CLEARED, Severity.INFO, e, "alarm/" + e.key(), true)
                        .saying("over: " + e.key()));
            case Event.ApprovalAsked e ->
                Optional.of(of(entry, Kind.APPROVAL_ASKED, Severity.PAGE, e, "approval", false)
                        .saying("a " + e.proposal() + " waits for approval: "
                                + e.reason().sentence()));
            case Event.RunStarted e -> Optional.of(started(entry, e));
            case Event.RunEnded e ->
                Optional.of(of(entry, Kind.RUN_ENDED, severity(e.ending()), e, "run/" + e.run(), true)
                        .saying(lower(e.ending()) + ": " + e.summary()));
            default -> Optional.empty();
        };
    }

    private static Notice started(Entry entry, Event.RunStarted e) {
        var severity = e.kind() == RunKind.FAILOVER ? Severity.WARNING : Severity.INFO;
        return of(entry, Kind.RUN_STARTED, severity, e, "run/" + e.run(), false)
                .saying("%s from %s to %s begins: %s"
                        .formatted(lower(e.kind()), e.from(), e.to(), e.reason().sentence()));
    }

    private static Notice of(
            Entry entry, Kind kind, Severity severity, Event.OfService event, String key, boolean ends) {
        var hash = entry.hash().substring(0, Math.min(HASH_PART, entry.hash().length()));
        var id = entry.sequence() + "-" + hash;
        var full = event.service() + "/" + key;
        return new Notice(entry.sequence(), id, entry.at(), kind, severity, event.service(), full, ends, "");
    }

    private Notice saying(String what) {
        var full = service + ": " + what;
        return new Notice(sequence, id, at, kind, severity, service, key, ends, full);
    }

    private static Severity severity(Alarm alarm) {
        return alarm.severity() == Alarm.Severity.PAGE ? Severity.PAGE : Severity.WARNING;
    }

    private static Severity severity(Ending ending) {
        return switch (ending) {
            case SUCCEEDED -> Severity.INFO;
            case ABORTED, TAKEN_BACK -> Severity.WARNING;
            case INCOMPLETE -> Severity.PAGE;
        };
    }

    /** As JSON; keys are only ever added. */
    public String json() {
        var parts = new TreeMap<String, Object>(Map.of(
                "id", id,
                "sequence", sequence,
                "at", at,
                "kind", dashed(kind),
                "severity", dashed(severity),
                "service", service,
                "key", key,
                "ends", ends,
                "sentence", sentence));
        return CanonicalJson.of(parts);
    }

    private static String dashed(Enum<?> constant) {
        return lower(constant).replace('_', '-');
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
