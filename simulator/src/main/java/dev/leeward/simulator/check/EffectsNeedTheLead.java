package dev.leeward.simulator.check;

import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * S3: "no new side effect starts unless lease remaining ≥ max call time + drift margin; none after loss."
 *
 * <p>Checked, where nodes lead by leases: when a change is sent, and when an entry is journaled, the term of the life that
 * does so stands, in true time and as those have it who grant it. So no two nodes write or begin to change anything at once.
 *
 * <p>Not asked for is that the lease lasts as long as the longest call (ADR 7): a change that was sent in time and arrives
 * after the lease has run out is S2's, which has it change nothing once a successor has written its epoch.
 */
final class EffectsNeedTheLead extends Judge {
    private final Map<Life, Long> terms = new HashMap<>();
    private final Map<Long, Instant> until = new HashMap<>();

    EffectsNeedTheLead(Consumer<Breach> out) {
        super("S3", out);
    }

    @Override
    void before(Instant at, Happening what) {
        if (what instanceof Happening.Leased leased) until.put(leased.term(), leased.until());
    }

    @Override
    void judge(Instant at, Happening what) {
        switch (what) {
            case Happening.Elected elected -> terms.put(elected.life(), elected.term());
            case Happening.Sent sent ->
                leads(at, sent.life(), "sends " + sent.plan().order().operation());
            case Happening.Appended appended ->
                leads(at, appended.life(), "journals entry " + appended.entry().sequence());
            default -> {
                // Needs no lead.
            }
        }
    }

    private void leads(Instant at, Life life, String does) {
        var term = terms.get(life);
        if (term == null) return;
        var end = until.getOrDefault(term, Instant.MIN);
        if (!at.isBefore(end)) breach(at, "%s %s, and its lease ran out at %s", life, does, end);
    }
}
