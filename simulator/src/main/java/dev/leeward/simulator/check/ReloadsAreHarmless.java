package dev.leeward.simulator.check;

import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import dev.leeward.simulator.trace.Happening;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * S20: "invalid/partial config never replaces the valid one; config reload alone never moves traffic."
 *
 * <p>Checked: what is not valid never comes into force; nor does what takes away a service, a region or a target that a run
 * under way needs, or the region that the journal says carries traffic; and the newest life sees nothing through a probe that
 * is configured no more. That no reload moves anything by itself is what S18
 * (nothing moves while all is well), S6 and S9 (nothing moves without proof) come to, whatever was reloaded.
 */
final class ReloadsAreHarmless extends Judge {
    private final Lookouts looks;
    private boolean strayed;

    ReloadsAreHarmless(Consumer<Breach> out, Lookouts looks) {
        super("S20", out);
        this.looks = looks;
    }

    @Override
    void before(Instant at, Happening what) {
        looks.see(at, what);
    }

    @Override
    void judge(Instant at, Happening what) {
        if (!strayed && looks.stray().isPresent()) {
            strayed = true;
            breach(
                    at,
                    "%s is looked through, which is not configured",
                    looks.stray().get());
        }
        if (!(what instanceof Happening.Configured configured) || !configured.accepted()) return;
        if (!configured.valid()) breach(at, "an invalid configuration came into force");
        for (var account : scene.accounts()) fits(at, account, configured.topology());
    }

    private void fits(Instant at, Account account, Topology next) {
        var service = next.services().stream()
                .filter(s -> s.name().equals(account.service()))
                .findFirst()
                .orElse(null);
        var run = account.open();
        if (service == null) {
            run.ifPresent(open -> breach(at, "%s is gone while %s is under way", account.service(), name(open)));
            return;
        }
        account.active()
                .filter(active -> !has(service, active.value()))
                .ifPresent(active -> breach(at, "%s is gone, which carries the traffic of %s", active, service.name()));
        run.ifPresent(open -> fits(at, open, service));
    }

    private void fits(Instant at, Sortie run, Service service) {
        boolean from = has(service, run.started().from().value());
        boolean to = has(service, run.started().to().value());
        if (!from || !to) breach(at, "a region of %s is gone while it is under way", name(run));
        for (var deed : run.deeds()) {
            deed.step()
                    .target()
                    .filter(target -> !service.targets().contains(target))
                    .ifPresent(target -> breach(at, "%s is gone while %s is under way", target, name(run)));
        }
    }

    private static boolean has(Service service, String region) {
        return service.regions().stream().anyMatch(r -> r.name().value().equals(region));
    }

    private static String name(Sortie run) {
        return run.started().run().value();
    }
}
