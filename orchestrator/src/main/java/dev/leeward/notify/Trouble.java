package dev.leeward.notify;

import dev.leeward.config.Audience.Severity;
import dev.leeward.notify.Notice.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a channel is in trouble, so that the other channels tell of it: nothing got through it for a while, or it lost a
 * notice. It is told once, and once more where something more urgent does not get through; its end is told too. Notices about
 * channels count for nothing here, so that no report makes another one. Not thread-safe.
 */
final class Trouble {
    private final String channel;
    private final Duration patience;
    private Optional<Stuck> stuck = Optional.empty();
    private Optional<Severity> told = Optional.empty();

    Trouble(String channel, Duration patience) {
        this.channel = channel;
        this.patience = patience;
    }

    /** An earlier run of the node delivered {@code notice} to others and not here; it may have told of that. */
    void inherited(Notice notice, Instant now) {
        if (!notice.isJournaled() || now.isBefore(notice.at().plus(patience))) return;
        told = Optional.of(Severity.INFO);
    }

    /** An attempt failed. */
    void failed(Notice notice, String why, Instant now) {
        if (!notice.isJournaled()) return;
        var before = stuck.orElseGet(() -> new Stuck(now, notice, why, now.plus(patience)));
        stuck = Optional.of(new Stuck(before.since(), moreUrgent(before.notice(), notice), why, before.tellAt()));
    }

    /** A notice is lost. */
    void lost(Notice notice, String why, Instant now) {
        if (!notice.isJournaled()) return;
        failed(notice, why, now);
        stuck = stuck.map(
                all -> new Stuck(all.since(), all.notice(), why, all.tellAt().isBefore(now) ? all.tellAt() : now));
    }

    /** A notice got through; what is to be told of that. */
    Optional<Notice> delivered(Notice notice, Instant now) {
        if (!notice.isJournaled()) return Optional.empty();
        var report = told.map(severity ->
                report(notice, Kind.CHANNEL_WORKING, Severity.INFO, now).saying("notices reach " + channel + " again"));
        told = Optional.empty();
        stuck = Optional.empty();
        return report;
    }

    /** What is to be told by now; only once. */
    Optional<Notice> due(Instant now) {
        if (tellAt().filter(at -> !at.isAfter(now)).isEmpty()) return Optional.empty();
        return stuck.map(all -> {
            told = Optional.of(all.severity());
            return report(all.notice(), Kind.CHANNEL_FAILING, all.severity(), now)
                    .saying("notices do not reach %s since %s: %s".formatted(channel, all.since(), all.why()));
        });
    }

    /** When there will be something to tell, as things stand. */
    Optional<Instant> tellAt() {
        return stuck.filter(all -> told.filter(before -> before.compareTo(all.severity()) <= 0)
                        .isEmpty())
                .map(Stuck::tellAt);
    }

    /** Whether it has been told, and is not over. */
    boolean isTold() {
        return told.isPresent() && stuck.isPresent();
    }

    private Notice report(Notice notice, Kind kind, Severity severity, Instant now) {
        return new Notice(
                notice.sequence(),
                notice.sequence() + "-" + Texts.hash(notice.id() + " " + kind + " " + severity + " " + channel, 6),
                now,
                kind,
                severity,
                Optional.empty(),
                "channel/" + channel,
                kind == Kind.CHANNEL_WORKING,
                Optional.empty(),
                "");
    }

    private static Notice moreUrgent(Notice one, Notice other) {
        return other.severity().compareTo(one.severity()) < 0 ? other : one;
    }

    /**
     * Nothing gets through.
     *
     * @param notice the most urgent one that did not
     * @param tellAt when others are told, unless something gets through until then
     */
    private record Stuck(Instant since, Notice notice, String why, Instant tellAt) {
        /** Of the report: a page that does not get through is one; anything else can wait for the morning. */
        Severity severity() {
            return notice.severity() == Severity.PAGE ? Severity.PAGE : Severity.WARNING;
        }
    }
}
