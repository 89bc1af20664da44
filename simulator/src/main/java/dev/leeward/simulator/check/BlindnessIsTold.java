package dev.leeward.simulator.check;

import dev.leeward.decision.Alarm;
import dev.leeward.service.Service;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * L3, as to sight: a region that carries traffic and that nobody has been able to look at for long is told of.
 *
 * <p>Checked: no running life goes on, with a journal that works, while the newest look at the active region that said anything
 * began longer ago than {@code freshFor} and 20 s, and nobody is paged about anything. Judged while some fault is on: where
 * none is, a simulation leaves time out.
 */
final class BlindnessIsTold extends Judge {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Lookouts looks;
    private final Sight sight;
    private final Set<String> faults = new HashSet<>();
    private final Set<Life> gone = new HashSet<>();
    private Instant disturbed = Instant.MIN;

    BlindnessIsTold(Consumer<Breach> out, Lookouts looks) {
        super("L3", out);
        this.looks = looks;
        this.sight = new Sight(looks);
    }

    @Override
    void before(Instant at, Happening what) {
        // The scene may hear of it only later, when it died in the middle of a reload.
        if (what instanceof Happening.NodeDied died) gone.add(died.life());
        boolean looked = what instanceof Happening.Looked;
        if (!looked && !(what instanceof Happening.NodeDied)) over(at, false);
        looks.see(at, what);
    }

    @Override
    void judge(Instant at, Happening what) {
        switch (what) {
            case Happening.NodeStarted _,
                    Happening.NodeDied _,
                    Happening.NodeFroze _,
                    Happening.NodeThawed _,
                    Happening.Healed _,
                    Happening.Configured _ -> disturbed = at;
            case Happening.Fault fault -> {
                if (faults.isEmpty() || fault.sentence().startsWith("Journal")) disturbed = at;
                if (fault.on()) faults.add(fault.sentence());
                else faults.remove(fault.sentence());
            }
            default -> {
                // Keeps nobody from telling.
            }
        }
    }

    @Override
    void over(Instant at, boolean converged) {
        if (!faults.isEmpty() && !isSilenced()) scene.running().forEach((life, running) -> told(at, life, running));
    }

    /** Whoever cannot write tells nobody either. */
    private boolean isSilenced() {
        return faults.stream().anyMatch(fault -> fault.startsWith("Journal"));
    }

    private void told(Instant at, Life life, Scene.Running running) {
        if (running.frozen() || gone.contains(life) || scene.running().size() != 1) return;
        for (var service : scene.services()) told(at, life, service);
    }

    private void told(Instant at, Life life, Service service) {
        var account = scene.account(service.name());
        var region = account.active().flatMap(active -> scene.region(service.name(), active));
        // While traffic moves, a run that makes no progress is told of.
        if (region.isEmpty() || account.open().isPresent()) return;
        boolean paged = account.alarms().values().stream().anyMatch(a -> a.severity() == Alarm.Severity.PAGE);
        if (paged) return;
        var seen = sight.newestAnswer(life, region.get());
        var since = seen.isAfter(disturbed) ? seen : disturbed;
        if (!Drift.longer(since, at, service.detection().freshFor().plus(PATIENCE))) return;
        breach(
                at,
                "%s was not seen by %s since %s, and nobody is told",
                region.get().name(),
                life,
                since);
        disturbed = at;
    }
}
