package dev.leeward.simulator.forecast;

import dev.leeward.decision.Alarm;
import dev.leeward.decision.RunKind;
import dev.leeward.decision.Words;
import dev.leeward.health.Verdict;
import dev.leeward.journal.Event;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Sighting;
import dev.leeward.region.RegionName;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepResult;
import dev.leeward.simulator.fault.Strike;
import dev.leeward.simulator.forecast.Moment.Kind;
import dev.leeward.simulator.scenario.Incident;
import dev.leeward.simulator.scenario.Scenario;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Stand;
import dev.leeward.steering.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Tells one play as an operator would have seen it. */
public final class Story {
    private static final int MOST_MOMENTS = 10_000;

    private final Subject subject;
    private final Instant zero;
    private final List<Moment> moments = new ArrayList<>();
    private final Set<ProbeId> failing = new HashSet<>();
    private final Set<RegionName> unhealthy = new HashSet<>();
    private final Map<StepId, String> troubles = new HashMap<>();
    private final Map<StepId, StepKind> kinds = new HashMap<>();
    private boolean settling;
    private final Map<TargetId, Map<String, Stand>> served = new HashMap<>();

    private Story(Subject subject, Instant zero) {
        this.subject = subject;
        this.zero = zero;
    }

    /** The time line of one seed, in order. */
    public static List<Moment> of(Subject subject, Scenario scenario, long seed) {
        var plan = Plan.of(subject, scenario, seed);
        var story = new Story(subject, plan.zero());
        var chronicle = new Chronicle(subject.service());
        plan.play(
                (at, what) -> {
                    chronicle.see(at, what);
                    if (!at.isBefore(plan.zero())) story.see(at, what);
                },
                story::begins);
        story.users(chronicle, Chronicle.nanos(plan.zero()), Chronicle.nanos(plan.end()));
        var length = Duration.between(plan.zero(), plan.end());
        return story.moments.stream()
                .filter(moment -> moment.at().compareTo(length) <= 0)
                .sorted(Comparator.comparing(Moment::at))
                .toList();
    }

    private void tell(Instant at, Kind kind, String sentence) {
        if (moments.size() < MOST_MOMENTS) moments.add(new Moment(Duration.between(zero, at), kind, sentence));
    }

    private void see(Instant at, Happening what) {
        switch (what) {
            case Happening.Looked looked -> looked(at, looked);
            case Happening.Appended appended -> {
                if (appended.entry().event() instanceof Event.OfService event) journaled(at, event);
            }
            case Happening.Served answer -> served(at, answer);
            case Happening.Ordered ordered ->
                tell(
                        at,
                        Kind.ORDER,
                        FaultText.order(ordered.order()) + ": "
                                + ordered.reply()
                                        .map(reply -> reply.reason().sentence())
                                        .orElse("nobody answered, no node runs"));
            case Happening.NodeStarted started ->
                tell(at, Kind.NODE, started.life().node() + " starts");
            case Happening.NodeDied died -> tell(at, Kind.NODE, died.life().node() + " dies: " + died.why());
            case Happening.NodeFroze froze -> tell(at, Kind.NODE, froze.life().node() + " stops, and does not notice");
            case Happening.NodeThawed thawed ->
                tell(at, Kind.NODE, thawed.life().node() + " goes on");
            default -> {
                // Calls and effects show as steps.
            }
        }
    }

    /** One line for all places that an incident hits alike. */
    private void begins(Instant now, Incident incident, List<Strike> strikes) {
        var texts = new LinkedHashSet<String>();
        for (var strike : strikes) {
            var at = now.plus(strike.at());
            FaultText.of(incident.act(), strike.fault(), true)
                    .filter(text -> texts.add(strike.at() + text))
                    .ifPresent(text -> tell(at, Kind.FAULT, text));
            if (strike.lasts().isZero()) continue;
            FaultText.of(incident.act(), strike.fault(), false)
                    .filter(text -> texts.add(strike.at() + text))
                    .ifPresent(text -> tell(at.plus(strike.lasts()), Kind.OVER, text));
        }
    }

    private void looked(Instant at, Happening.Looked looked) {
        var probe = looked.seen().probe();
        if (looked.seen().sighting() instanceof Sighting.Failing bad) {
            boolean known = looked.of().filter(unhealthy::contains).isPresent();
            if (failing.add(probe) && !known) tell(at, Kind.LOOK, shortened(probe.value()) + ": " + bad.detail());
        } else {
            failing.remove(probe);
        }
    }

    private void journaled(Instant at, Event.OfService event) {
        switch (event) {
            case Event.VerdictChanged verdict -> judged(at, verdict);
            case Event.ApprovalAsked asked ->
                tell(at, Kind.DECISION, "asks a person: " + asked.reason().sentence());
            case Event.ApprovalLapsed lapsed -> tell(at, Kind.DECISION, "asks no more: " + lapsed.why());
            case Event.WouldHaveMoved would ->
                tell(at, Kind.DECISION, "would have moved: " + would.reason().sentence());
            case Event.RunStarted run -> started(at, run);
            case Event.StepEnded step -> stepped(at, step);
            case Event.StepGivenUp given ->
                tell(
                        at,
                        Kind.STEP,
                        words(given.step()) + " given up: " + given.problem().sentence());
            case Event.TakingBack back -> tell(at, Kind.RUN, back.run() + " is taken back: " + back.why());
            case Event.RunEnded ended -> {
                settling = false;
                tell(at, Kind.RUN, ended.run() + " " + Words.of(ended.ending()) + ": " + ended.summary());
            }
            case Event.AlarmRaised raised ->
                tell(
                        at,
                        raised.alarm().severity() == Alarm.Severity.PAGE ? Kind.PAGE : Kind.NOTICE,
                        raised.alarm().key() + ": " + raised.alarm().sentence());
            case Event.AlarmCleared cleared -> tell(at, Kind.CLEAR, cleared.key());
            case Event.Paused paused -> tell(at, Kind.ORDER, "paused by " + paused.by());
            case Event.Resumed resumed -> tell(at, Kind.ORDER, "resumed by " + resumed.by());
            default -> {
                // Said by another line.
            }
        }
    }

    private void judged(Instant at, Event.VerdictChanged verdict) {
        if (verdict.to() == Verdict.UNHEALTHY) unhealthy.add(verdict.region());
        else unhealthy.remove(verdict.region());
        var evidence = shortened(String.join("; ", verdict.evidence()));
        tell(at, Kind.VERDICT, verdict.region() + " is " + Words.of(verdict.to()) + ": " + evidence);
    }

    private void started(Instant at, Event.RunStarted run) {
        run.steps().forEach(step -> kinds.put(step.id(), step.kind()));
        settling = run.kind() == RunKind.SETTLE;
        var where = run.kind() == RunKind.SETTLE ? "" : " " + run.from() + " -> " + run.to();
        tell(
                at,
                Kind.DECISION,
                "%s%s (%s): %s"
                        .formatted(
                                Words.of(run.kind()),
                                where,
                                run.run(),
                                run.reason().sentence()));
    }

    /**
     * Of an attempt that is made over and over again, only the first of each trouble; that servers do not answer anew yet
     * is none. Restoring TTLs is told by its beginning and its end.
     */
    private void stepped(Instant at, Event.StepEnded step) {
        var kind = kinds.get(step.step());
        if (settling || kind == StepKind.NOTIFY) return;
        switch (step.result()) {
            case StepResult.Done done -> {
                var attempts = step.attempt() > 1 ? " at attempt " + step.attempt() : "";
                var evidence = kind == StepKind.VERIFY ? "" : ": " + done.evidence();
                tell(at, Kind.STEP, words(step.step()) + " done" + attempts + evidence);
                troubles.remove(step.step());
            }
            case StepResult.NotDone not -> {
                if (kind != StepKind.VERIFY)
                    trouble(at, step.step(), not.problem().sentence());
            }
            case StepResult.Unclear unclear ->
                trouble(at, step.step(), "unclear: " + unclear.problem().sentence());
        }
    }

    private void trouble(Instant at, StepId step, String sentence) {
        if (!sentence.equals(troubles.put(step, sentence))) {
            tell(at, Kind.STEP, words(step) + " not done: " + sentence + "; again and again");
        }
    }

    /** {@code 1-steer/exec:edge-proxy} as {@code steer exec:edge-proxy}. */
    private static String words(StepId step) {
        return step.value().replaceFirst("^[0-9]+-", "").replaceFirst("/", " ");
    }

    /** A name is told once all its name servers answer alike. */
    private void served(Instant at, Happening.Served answer) {
        var servers = served.computeIfAbsent(answer.target(), _ -> new HashMap<>());
        servers.put(answer.server(), answer.after());
        boolean all = servers.size() > 1 && servers.values().stream().allMatch(answer.after()::equals);
        if (!all || settling) return;
        var region =
                answer.after().region(subject.service()).map(Objects::toString).orElse("what is no region's");
        boolean cached = subject.names().stream()
                .anyMatch(name ->
                        name.target().equals(answer.target()) && !name.ttl().isZero());
        var who = cached ? "all name servers of " + answer.target() + " answer " : answer.target() + " answers ";
        tell(at, Kind.DNS, who + region);
    }

    private void users(Chronicle chronicle, long from, long end) {
        var traffic = Measure.traffic(subject, chronicle, from, end);
        traffic.abiding().ifPresent(episode -> {
            users(from, episode.half(), end, "half of them are served again");
            users(from, episode.end(), end, "all are served again whose resolvers respect TTLs");
        });
        traffic.everybody()
                .filter(all -> traffic.abiding()
                        .filter(abiding -> abiding.end() >= all.end())
                        .isEmpty())
                .ifPresent(all -> users(from, all.end(), end, "the last of those who keep answers for an hour, too"));
    }

    private void users(long from, long at, long end, String sentence) {
        var what = at < end ? sentence : "not all are served again by the end";
        moments.add(new Moment(Duration.ofNanos(at - from), Kind.USERS, what));
    }

    /** Everybody here knows which service it is, and there is one observer. */
    private String shortened(String text) {
        return text.replace(subject.service().name() + "/", "").replace(" from node-1:", ":");
    }
}
