package dev.leeward.simulator.check;

import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.region.Region;
import dev.leeward.region.RegionName;
import dev.leeward.service.Service;
import dev.leeward.simulator.check.Lookouts.Fresh;
import dev.leeward.simulator.trace.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether a node's own looks show a region ready, or down. */
final class Sight {
    private final Lookouts looks;

    Sight(Lookouts looks) {
        this.looks = looks;
    }

    /** Why {@code life} has not seen {@code region} ready at {@code at}; empty when it has. */
    Optional<String> objection(Life life, Service service, RegionName name, Instant at) {
        return objection(life, service, name, at, looks.fresh(life));
    }

    /** The same, but for looks that steps made for themselves. */
    Optional<String> objectionOfSchedule(Life life, Service service, RegionName name, Instant at) {
        return objection(life, service, name, at, Map.of());
    }

    private Optional<String> objection(
            Life life, Service service, RegionName name, Instant at, Map<ProbeId, Fresh> fresh) {
        var region = service.regions().stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElse(null);
        if (region == null) return Optional.of(name + " is no region of " + service.name());
        int seeing = 0;
        Optional<String> objection = Optional.of("it never looked there");
        for (var view : looks.views(life)) {
            var against = objection(view, fresh, region, service, at);
            if (against == null) seeing++;
            else objection = Optional.of(against);
        }
        return seeing >= service.detection().quorum() ? Optional.empty() : objection;
    }

    private static @Nullable String objection(
            Lookouts.View view, Map<ProbeId, Fresh> fresh, Region region, Service service, Instant at) {
        var freshFor = service.detection().freshFor();
        for (var probe : region.probes()) {
            var eye = view.eye(probe.id());
            if (eye == null) return "it never looked through " + probe.id();
            var look = fresh.get(probe.id());
            if (look != null && !look.answered() && look.startedAt().isAfter(eye.newestAnswerOver()))
                return "the look of a step that began at " + look.startedAt() + " was not answered";
            if (look != null && look.answered() && look.startedAt().isAfter(eye.newestAnswerTrue())) {
                if (Drift.longer(look.startedAt(), at, freshFor)) return stale(probe, look.startedAt());
            } else {
                if (!eye.answered()) {
                    return "the newest look through " + probe.id() + ", begun at " + eye.newestAnswerTrue()
                            + ", failed";
                }
                if (eye.stale(at, freshFor)) return stale(probe, eye.newestAnswerTrue());
            }
        }
        return null;
    }

    private static String stale(Probe probe, Instant startedAt) {
        return "the newest look through " + probe.id() + " began at " + startedAt + " and is too old";
    }

    /** Through which probe {@code life} saw {@code region} fail beyond doubt, since {@code before} at the latest. */
    Optional<String> failed(Life life, Service service, Region region, Instant before) {
        int open = 0;
        int all = 0;
        var probe = "";
        for (var view : looks.views(life)) {
            all++;
            var against = failed(view, region, before);
            if (against == null) open++;
            else probe = against;
        }
        return all > 0 && open < service.detection().quorum() && !probe.isEmpty()
                ? Optional.of(probe)
                : Optional.empty();
    }

    private static @Nullable String failed(Lookouts.View view, Region region, Instant before) {
        for (var probe : region.probes()) {
            var eye = view.eye(probe.id());
            if (eye != null && eye.failed() && !eye.failedSince().isAfter(before))
                return probe.id().value();
        }
        return null;
    }

    /** Whether {@code life} saw {@code region} fail at all, through some probe, from some vantage point. */
    boolean perhapsDown(Life life, Region region) {
        return looks.views(life).stream()
                .anyMatch(view -> region.probes().stream().anyMatch(probe -> {
                    var eye = view.eye(probe.id());
                    return eye != null && eye.down();
                }));
    }

    /** Start of the first failure that may speak against {@code region}, by the clock of {@code life}. */
    Optional<Instant> firstFailure(Life life, Region region) {
        return looks.views(life).stream()
                .flatMap(view ->
                        region.probes().stream().flatMap(probe -> Optional.ofNullable(view.eye(probe.id())).stream()))
                .filter(Eye::down)
                .map(Eye::firstFailure)
                .min(Instant::compareTo);
    }

    /** Whether {@code life} has looked through every probe of {@code region} since {@code moment}, by its clock. */
    boolean lookedSince(Life life, Region region, Instant moment) {
        return looks.views(life).stream()
                .anyMatch(view -> region.probes().stream().allMatch(probe -> {
                    var eye = view.eye(probe.id());
                    return eye != null && eye.newestAnswer().isAfter(moment);
                }));
    }

    /** When the newest look of {@code life} at {@code region} that said something began, in true time. */
    Instant newestAnswer(Life life, Region region) {
        var newest = Instant.MIN;
        for (var view : looks.views(life)) {
            for (var probe : region.probes()) {
                var eye = view.eye(probe.id());
                if (eye != null && eye.newestAnswerTrue().isAfter(newest)) newest = eye.newestAnswerTrue();
            }
        }
        return newest;
    }

    /** Whether {@code life} looked afresh at {@code region} since {@code moment}, and was answered. */
    boolean lookedAfresh(Life life, Region region, Instant moment) {
        var fresh = looks.fresh(life);
        return region.probes().stream().allMatch(probe -> {
            var look = fresh.get(probe.id());
            return look != null && look.answered() && !look.startedAt().isBefore(moment);
        });
    }

    /**
     * Why {@code life} has not seen {@code region} well for as long as {@code length}; empty when it has. At each moment
     * so many vantage points may have seen it well as must agree, not always the same ones.
     */
    Optional<String> unstable(Life life, Service service, Region region, Instant at, Duration length) {
        var views = looks.views(life);
        var moments = new TreeSet<Instant>(List.of(Drift.latest(at, length)));
        for (var view : views) {
            for (var probe : region.probes()) {
                var eye = view.eye(probe.id());
                if (eye == null) continue;
                boolean answered = eye.firstOkTrue().isBefore(at);
                if (answered && Drift.shorter(eye.firstOkTrue(), at, length)) moments.add(eye.firstOkTrue());
                if (Drift.shorter(eye.certainlyDown(), at, length)) moments.add(eye.certainlyDown());
            }
        }
        for (var moment : moments) {
            long well = views.stream()
                    .filter(view -> mayBeWell(view, region, moment))
                    .count();
            if (well < service.detection().quorum()) {
                return Optional.of("at " + moment + " only " + well + " vantage points can have seen it well");
            }
        }
        return Optional.empty();
    }

    /** No more than that it had answered by then, and was not failing for certain at that very moment. */
    private static boolean mayBeWell(Lookouts.View view, Region region, Instant moment) {
        for (var probe : region.probes()) {
            var eye = view.eye(probe.id());
            if (eye == null
                    || eye.firstOkTrue().isAfter(moment)
                    || eye.certainlyDown().equals(moment)) return false;
        }
        return true;
    }

    /** Why {@code life} has no proof at {@code at} that {@code region} is down; empty when it has. */
    Optional<String> unproven(Life life, Service service, Region region, Instant at) {
        int seeing = 0;
        var objection = "it never looked there";
        for (var view : looks.views(life)) {
            var against = unproven(view, region, service, at);
            if (against == null) seeing++;
            else objection = against;
        }
        return seeing >= service.detection().quorum() ? Optional.empty() : Optional.of(objection);
    }

    /** One probe's proof is enough; the objection is the last one's. */
    private static @Nullable String unproven(Lookouts.View view, Region region, Service service, Instant at) {
        // Where one is enough nobody could take its place.
        if (view.surelySuspect() && service.detection().quorum() > 1) return "it sees most services well nowhere";
        var objection = "it has no probe";
        for (var probe : region.probes()) {
            var against = unproven(view, view.eye(probe.id()), service, at);
            if (against == null) return null;
            objection = probe.id() + " " + against;
        }
        return objection;
    }

    private static @Nullable String unproven(Lookouts.View view, @Nullable Eye eye, Service service, Instant at) {
        if (eye == null) return "was never looked through";
        if (!eye.down()) return "did not fail often enough";
        if (eye.stale(at, service.detection().freshFor())) return "failed too long ago";
        var elsewhere = eye.place().elsewhere();
        if (view.blind(elsewhere)) return "failed, and so does everything else";
        if (view.proof(elsewhere).isBefore(eye.firstFailure())) return "failed, and nothing else answered since";
        return null;
    }
}
