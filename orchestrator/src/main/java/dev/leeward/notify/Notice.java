package dev.leeward.notify;

import dev.leeward.config.Audience.Severity;
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
 * What people are told: about one journal entry, or about a channel that does not deliver.
 *
 * @param sequence of the entry; of a notice about a channel, that of a notice which did not get through
 * @param id names it for receivers, the same at every attempt and after a restart, so that they can drop repeats; begins
 *     with the sequence and holds part of a hash, so that a new journal repeats none
 * @param service that it is about; none when it is about a channel
 * @param key what it is about: a notice of the same key tells more of, or ends, the same matter
 * @param ends whether the matter is over
 * @param begunBy the id of the notice that began what this one ends, where that is known
 * @param sentence for people
 */
public record Notice(
        long sequence,
        String id,
        Instant at,
        Kind kind,
        Severity severity,
        Optional<ServiceName> service,
        String key,
        boolean ends,
        Optional<String> begunBy,
        String sentence) {
    private static final int HASH_PART = 12;

    /** What happened; the names are part of the format. */
    public enum Kind {
        ALARM_RAISED,
        ALARM_CLEARED,
        APPROVAL_ASKED,
        APPROVAL_LAPSED,
        RUN_STARTED,
        RUN_ENDED,
        CHANNEL_FAILING,
        CHANNEL_WORKING,
        TEST
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
            case Event.ApprovalLapsed e ->
                Optional.of(of(entry, Kind.APPROVAL_LAPSED, Severity.INFO, e, "approval", true)
                        .saying("the " + e.proposal() + " no longer waits for approval: " + e.why()));
            case Event.RunStarted e -> Optional.of(started(entry, e));
            case Event.RunEnded e ->
                Optional.of(of(entry, Kind.RUN_ENDED, severity(e.ending()), e, "run/" + e.run(), true)
                        .saying(lower(e.ending()) + ": " + e.summary()));
            default -> Optional.empty();
        };
    }

    private static Notice started(Entry entry, Event.RunStarted e) {
        return of(entry, Kind.RUN_STARTED, severity(e.kind()), e, "run/" + e.run(), false)
                .saying("%s from %s to %s begins: %s"
                        .formatted(lower(e.kind()), e.from(), e.to(), e.reason().sentence()));
    }

    private static Notice of(
            Entry entry, Kind kind, Severity severity, Event.OfService event, String key, boolean ends) {
        var hash = entry.hash().substring(0, Math.min(HASH_PART, entry.hash().length()));
        var id = entry.sequence() + "-" + hash;
        var full = event.service() + "/" + key;
        var about = Optional.of(event.service());
        return new Notice(entry.sequence(), id, entry.at(), kind, severity, about, full, ends, Optional.empty(), "");
    }

    /** With {@code what} as its sentence, after the service that it is about. */
    Notice saying(String what) {
        var full = service.map(name -> name + ": " + what).orElse(what);
        return new Notice(sequence, id, at, kind, severity, service, key, ends, begunBy, full);
    }

    /** The same, which ends what {@code notice} began. */
    Notice ending(Optional<String> notice) {
        return new Notice(sequence, id, at, kind, severity, service, key, ends, notice, sentence);
    }

    /** Whether the journal keeps account of it. */
    public boolean isJournaled() {
        return kind != Kind.CHANNEL_FAILING && kind != Kind.CHANNEL_WORKING && kind != Kind.TEST;
    }

    /** How urgent an alarm is. */
    static Severity severity(Alarm alarm) {
        return alarm.severity() == Alarm.Severity.PAGE ? Severity.PAGE : Severity.WARNING;
    }

    /** How urgent the begin of a run is. */
    static Severity severity(RunKind kind) {
        return kind == RunKind.FAILOVER ? Severity.WARNING : Severity.INFO;
    }

    private static Severity severity(Ending ending) {
        return switch (ending) {
            case SUCCEEDED -> Severity.INFO;
            case ABORTED, TAKEN_BACK -> Severity.WARNING;
            case INCOMPLETE -> Severity.PAGE;
        };
    }

    /** As JSON; keys are only ever added. There is none for a service where it is about none. */
    public String json() {
        var parts = new TreeMap<String, Object>(Map.of(
                "id", id,
                "sequence", sequence,
                "at", at,
                "kind", dashed(kind),
                "severity", dashed(severity),
                "key", key,
                "ends", ends,
                "sentence", sentence));
        service.ifPresent(name -> parts.put("service", name));
        return CanonicalJson.of(parts);
    }

    /** A constant's name as it is spelt in JSON. */
    static String dashed(Enum<?> constant) {
        return lower(constant).replace('_', '-');
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
