package dev.leeward.probe.signal;

import dev.leeward.probe.Check;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Probe;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import dev.leeward.signal.Heard;
import dev.leeward.signal.SignalBoard;
import dev.leeward.signal.SignalState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Answers looks at signals ({@link Check.Signal}) from the board, at once. A signed signal that fires is a failure; an unsigned
 * one is a suspicion; everything else only means that nobody says otherwise.
 */
public final class SignalProber implements Prober {
    private final SignalBoard board;

    /** Looks at {@code board}. */
    public SignalProber(SignalBoard board) {
        this.board = board;
    }

    @Override
    public void look(Probe probe, Consumer<Sighting> sink) {
        if (!(probe.check() instanceof Check.Signal check)) throw new IllegalArgumentException("not a signal");
        sink.accept(seen(check));
    }

    private Sighting seen(Check.Signal check) {
        var timings = PhaseTimings.ofTotal(Duration.ZERO);
        var heard = board.of(check.from(), check.match());
        return firing(heard, check, true)
                .or(() -> firing(heard, check, false))
                .<Sighting>map(fires -> new Sighting.Failing(
                        fires.signed() ? FailureKind.SIGNALLED : FailureKind.SUSPECTED, words(fires), timings))
                .orElseGet(() -> new Sighting.Healthy(timings, quiet(heard, check)));
    }

    private static Optional<Heard> firing(List<Heard> heard, Check.Signal check, boolean signed) {
        return heard.stream()
                .filter(each -> each.signed() == signed && each.fires(check.fresh()))
                .findFirst();
    }

    private static List<String> quiet(List<Heard> heard, Check.Signal check) {
        return heard.stream()
                .findFirst()
                .map(newest -> newest.signal().state() == SignalState.FIRING
                        ? words(newest) + ", and not again within "
                                + check.fresh().toSeconds() + " s"
                        : words(newest))
                .stream()
                .toList();
    }

    /** {@code ShopDown: no orders come in; alerts said so 12 s ago}. */
    private static String words(Heard heard) {
        var signal = heard.signal();
        var ago = heard.ago().toSeconds() + " s ago";
        return switch (signal.state()) {
            case FIRING ->
                signal.sentence() + "; " + signal.source() + " said so " + ago + (heard.signed() ? "" : ", unsigned");
            case OVER -> signal.source() + " said " + ago + " that this is over: " + signal.sentence();
            case UNDECIDED -> signal.source() + " said " + ago + " that it cannot tell: " + signal.sentence();
        };
    }

    @Override
    public void close() {
        // Every look has ended before it returned.
    }
}
