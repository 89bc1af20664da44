package dev.leeward.signal.desk;

import dev.leeward.config.HookSettings;
import dev.leeward.signal.Signal;
import dev.leeward.signal.SignalBoard;
import dev.leeward.signal.SignalState;
import dev.leeward.signal.desk.Reception.Refused;
import dev.leeward.signal.desk.Reception.Taken;
import dev.leeward.signal.source.Delivery;
import dev.leeward.signal.source.Reading;
import dev.leeward.signal.source.Refusal;
import dev.leeward.signal.source.Refusal.Why;
import dev.leeward.signal.source.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Takes what other monitors deliver. The order matters: who it is from, then how much that one sends, then whether it came before,
 * and only then what it says is put on the board. So nobody can use up what belongs to a sender without being it. Thread-safe.
 */
public final class SignalDesk {
    /** Stands for sources that are not configured, where names are counted. */
    public static final String NOBODY = "-";

    private final SignalBoard board;
    private final Function<HookSettings, Source> sources;
    private final SignalListener listener;
    private final LongSupplier nanos;
    private final Repeats repeats;
    private volatile Map<String, Desk> desks = Map.of();

    private record Desk(HookSettings settings, Source source, Allowance allowance) {}

    /**
     * With no sources yet.
     *
     * @param sources makes what reads the deliveries of a source
     * @param nanos a clock like {@link System#nanoTime()}
     */
    public SignalDesk(
            SignalBoard board, Function<HookSettings, Source> sources, SignalListener listener, LongSupplier nanos) {
        this.board = board;
        this.sources = sources;
        this.listener = listener;
        this.nanos = nanos;
        this.repeats = new Repeats(nanos);
    }

    /** One that has no sources, so that it refuses every delivery, and tells nobody. */
    public static SignalDesk ofNobody() {
        Function<HookSettings, Source> none = _ -> {
            throw new IllegalStateException("no source is ever configured here");
        };
        return new SignalDesk(new SignalBoard(), none, new Nobody(), System::nanoTime);
    }

    private static final class Nobody implements SignalListener {
        @Override
        public void heard(String source, SignalState state) {
            // Nobody is told.
        }

        @Override
        public void refused(String source, Why why) {
            // Nobody is told.
        }

        @Override
        public void began(Signal signal) {
            // Nobody is told.
        }
    }

    /** Takes deliveries of these from now on. Those that stay as they were keep what is known of them. */
    public synchronized void configured(List<HookSettings> hooks) {
        var next = new HashMap<String, Desk>();
        for (var hook : hooks) {
            var before = desks.get(hook.name());
            next.put(
                    hook.name(),
                    before != null && before.settings().equals(hook)
                            ? before
                            : new Desk(hook, sources.apply(hook), new Allowance(nanos)));
        }
        desks = Map.copyOf(next);
        board.retain(next.keySet());
    }

    /** Takes {@code delivery} to the source called {@code name}, or says why not. */
    public Reception receive(String name, Delivery delivery) {
        var desk = desks.get(name);
        var reception = desk == null
                ? refused(Why.UNKNOWN_SOURCE, "no source of this name is configured under hooks")
                : receive(desk, delivery);
        if (reception instanceof Refused(Refusal refusal)) {
            listener.refused(desk == null ? NOBODY : name, refusal.why());
        }
        return reception;
    }

    /** What is too large to be read at all was sent to the source called {@code name}. */
    public Reception tooLarge(String name, int most) {
        listener.refused(desks.containsKey(name) ? name : NOBODY, Why.TOO_LARGE);
        return refused(
                Why.TOO_LARGE,
                "a delivery has at most " + most
                        + " bytes, and comes within a few seconds: have the sender send less at once");
    }

    private Reception receive(Desk desk, Delivery delivery) {
        if (delivery.key().isPresent() && desk.settings().signed()) {
            return refused(Why.UNKNOWN_SOURCE, "this source posts to /hooks/NAME, with nothing behind its name");
        }
        return switch (desk.source().read(delivery)) {
            case Reading.Refused(Refusal refusal) -> new Refused(refusal);
            case Reading.Understood understood -> take(desk, understood);
        };
    }

    private Reception take(Desk desk, Reading.Understood understood) {
        var name = desk.settings().name();
        if (!desk.allowance().take()) {
            return refused(Why.TOO_MANY, "this source sends too much: have it group what it sends");
        }
        if (understood.once().filter(once -> !repeats.isFirst(name, once)).isPresent()) {
            return refused(Why.REPLAYED, "the very same was taken before; it changes nothing");
        }
        for (var signal : understood.signals()) {
            var came = board.hear(signal, understood.signed(), understood.age());
            listener.heard(name, signal.state());
            if (came == SignalBoard.Came.BEGAN) listener.began(signal);
        }
        return new Taken(understood.signals().size());
    }

    private static Reception refused(Why why, String sentence) {
        return new Refused(new Refusal(why, sentence));
    }
}
