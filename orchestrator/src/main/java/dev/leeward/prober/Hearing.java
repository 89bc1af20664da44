package dev.leeward.prober;

import dev.leeward.probe.Check;
import dev.leeward.probe.Probe;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.signal.SignalProber;
import dev.leeward.signal.SignalBoard;
import java.util.function.Consumer;

/** Looks as another prober does, and hears what is signalled to this node. It closes the other one. */
public final class Hearing implements Prober {
    private final Prober others;
    private final Prober signals;

    /** Sends looks at signals to {@code board}, and all else to {@code others}. */
    public Hearing(Prober others, SignalBoard board) {
        this.others = others;
        this.signals = new SignalProber(board);
    }

    @Override
    public void look(Probe probe, Consumer<Sighting> sink) {
        (probe.check() instanceof Check.Signal ? signals : others).look(probe, sink);
    }

    @Override
    public void close() {
        signals.close();
        others.close();
    }
}
