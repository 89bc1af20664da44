package dev.leeward.simulator.check;

import dev.leeward.journal.Event;
import dev.leeward.service.Service;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Stand;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * S18, as to who begins without a journal: it takes the world as it is.
 *
 * <p>Checked, whenever a region is adopted as the one that carries traffic: each target of the service answers it at its source of
 * truth, or did until half a minute ago, as a late reading may have it, or before its last change, while providers show what
 * stood there before; and the epoch that is adopted is not
 * lower than what stood at each of them.
 */
final class AdoptionFollowsTargets extends Judge {
    private static final Duration LATE = Duration.ofSeconds(30);

    private record Change(Instant at, Stand before) {}

    private final Map<TargetId, Change> newest = new HashMap<>();
    private int outdated;
    private Instant outdatedUntil = Instant.MIN;

    AdoptionFollowsTargets(Consumer<Breach> out) {
        super("S18", out);
    }

    @Override
    void judge(Instant at, Happening what) {
        if (what instanceof Happening.Changed changed) newest.put(changed.target(), new Change(at, changed.before()));
        if (what instanceof Happening.Fault fault && fault.sentence().contains("STALE_READ")) {
            outdated += fault.on() ? 1 : -1;
            outdatedUntil = at;
        }
        if (what instanceof Happening.Appended appended
                && appended.entry().event() instanceof Event.ActiveAdopted event)
            scene.service(event.service()).ifPresent(service -> adopted(at, service, event));
    }

    private void adopted(Instant at, Service service, Event.ActiveAdopted event) {
        for (var target : service.targets()) {
            var stands = scene.truth(target).orElse(null);
            if (stands == null) continue;
            var change = newest.get(target);
            // What stood there before the journal was lost is not known here, and a provider may still show it.
            if (change == null && isOutdated(at)) continue;
            var stood = change == null || isKnown(change, at) ? stands : change.before();
            boolean answers = stands.region(service)
                            .filter(event.region()::equals)
                            .isPresent()
                    || stood.region(service).filter(event.region()::equals).isPresent();
            if (!answers) {
                breach(at, "%s is taken to carry traffic, and %s answers %s", event.region(), target, stands.values());
            }
            var least = lower(stands.epoch(), stood.epoch());
            if (event.epoch().compareTo(least) < 0) {
                breach(at, "epoch %s is adopted, and %s carries %s", event.epoch(), target, least);
            }
        }
    }

    /** Whether whoever reads at {@code at}, or did a moment ago, is shown {@code change}. */
    private boolean isKnown(Change change, Instant at) {
        return !isOutdated(at) && Drift.longer(change.at(), at, LATE);
    }

    private boolean isOutdated(Instant at) {
        return outdated > 0 || (!outdatedUntil.equals(Instant.MIN) && !Drift.longer(outdatedUntil, at, LATE));
    }

    private static Epoch lower(Epoch one, Epoch other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
