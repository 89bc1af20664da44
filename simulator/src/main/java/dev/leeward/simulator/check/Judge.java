package dev.leeward.simulator.check;

import dev.leeward.journal.Event;
import dev.leeward.simulator.trace.Happening;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What all checkers share: they know the scene as it is after each happening, and say what they find.
 *
 * <p>A reload comes into force within a turn whose other entries are already of the new configuration, while {@link
 * Happening.Configured} is told when the turn is over. So what happens at the very instant of a reload is held back until
 * it is known whether it came into force.
 */
abstract class Judge implements Checker {
    /** What this checker knows, folded from happenings alone, the present one included. */
    protected final Scene scene = new Scene();

    private final String invariant;
    private final Consumer<Breach> out;
    private final List<Happening> held = new ArrayList<>();
    private int awaited;
    private boolean mute;
    private Instant heldAt = Instant.MIN;
    private boolean starting;

    Judge(String invariant, Consumer<Breach> out) {
        this.invariant = invariant;
        this.out = out;
    }

    @Override
    public final String invariant() {
        return invariant;
    }

    @Override
    public final void see(Instant at, Happening what) {
        before(at, what);
        if (what instanceof Happening.Looked || what instanceof Happening.Leased) return;
        if (!held.isEmpty() && at.equals(heldAt) && !(what instanceof Happening.Configured)) {
            hold(what);
            return;
        }
        if (!held.isEmpty() && what instanceof Happening.Configured configured && at.equals(heldAt)) {
            scene.see(at, configured);
            awaited--;
            if (awaited <= 0) release();
            judge(at, what);
            return;
        }
        release();
        if (isReload(what)) {
            heldAt = at;
            hold(what);
        } else {
            take(at, what);
        }
    }

    @Override
    public final void end(Instant at, boolean converged) {
        release();
        over(at, converged);
    }

    /** Called with everything at once, looks included, while {@link #scene} does not know of it yet. */
    void before(Instant at, Happening what) {}

    /** Judges {@code what}, which is no scheduled look; {@link #scene} knows of it already. */
    abstract void judge(Instant at, Happening what);

    /** Judges how all of it ended. */
    void over(Instant at, boolean converged) {}

    /** Says that the invariant did not hold. */
    @SuppressWarnings("AnnotateFormatMethod") // Its annotation is in a library that this module does not depend on.
    final void breach(Instant at, String sentence, Object... figures) {
        if (!mute) out.accept(new Breach(invariant, at, String.format(Locale.ROOT, sentence, figures)));
    }

    private void take(Instant at, Happening what) {
        scene.see(at, what);
        judge(at, what);
    }

    /** Several configurations may come at once; what is written with them is judged by the last. */
    private void hold(Happening what) {
        held.add(what);
        if (what instanceof Happening.Appended appended
                && appended.entry().event() instanceof Event.ConfigurationApplied) awaited++;
    }

    private void release() {
        if (held.isEmpty()) return;
        // Who dies before it can say whether the reload came into force leaves nobody to say what it wrote under.
        mute = awaited > 0 && held.stream().anyMatch(Happening.NodeDied.class::isInstance);
        awaited = 0;
        var waiting = List.copyOf(held);
        held.clear();
        waiting.forEach(what -> take(heldAt, what));
        mute = false;
    }

    /** A configuration that is applied other than by a node that starts with it. */
    private boolean isReload(Happening what) {
        if (!(what instanceof Happening.Appended appended)) return false;
        boolean applied = appended.entry().event() instanceof Event.ConfigurationApplied;
        boolean reload = applied && !starting;
        starting = appended.entry().event() instanceof Event.NodeStarted;
        return reload;
    }
}
