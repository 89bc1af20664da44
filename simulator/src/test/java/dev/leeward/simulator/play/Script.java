package dev.leeward.simulator.play;

import dev.leeward.decision.Order;
import dev.leeward.decision.Rule;
import dev.leeward.decision.RunKind;
import dev.leeward.region.RegionName;
import dev.leeward.simulator.Simulation.Setting;
import dev.leeward.simulator.fault.Fault;
import dev.leeward.simulator.fault.Strike;
import dev.leeward.simulator.node.Crew;
import dev.leeward.simulator.trace.Condition;
import dev.leeward.simulator.world.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a play is written: what happens at which second, and for how many. */
final class Script {
    private static final String NODE = "node-1";
    private static final long SEED = 1;

    private final String name;
    private final Shop shop;
    private final List<Strike> strikes = new ArrayList<>();
    private Crew crew = Crew.ALONE;

    private Script(String name, Shop shop) {
        this.name = name;
        this.shop = shop;
    }

    /** A play of that name, in {@code shop}. */
    static Script of(String name, Shop shop) {
        return new Script(name, shop);
    }

    static Script of(String name) {
        return new Script(name, new Shop());
    }

    /** So many others look from elsewhere, too. */
    Script observers(int count) {
        crew = new Crew(1, count);
        return this;
    }

    Script at(double second, Fault fault) {
        return at(second, 0, fault);
    }

    Script at(double second, double lasts, Fault fault) {
        strikes.add(new Strike(length(second), length(lasts), fault));
        return this;
    }

    Script dies(double second, double lasts, String region) {
        return at(second, lasts, new Fault.RegionIs(region, Condition.DEAD));
    }

    Script provider(double second, double lasts, String target, Trouble trouble) {
        return at(second, lasts, new Fault.ProviderIs(target, trouble, 1));
    }

    /** Nothing gets through from the node to {@code places}. */
    Script cut(double second, double lasts, String... places) {
        return cutOff(NODE, second, lasts, places);
    }

    /** Nothing gets through from {@code observer} to {@code places}. */
    Script cutOff(String observer, double second, double lasts, String... places) {
        for (var place : places) at(second, lasts, new Fault.WayIs(observer, place, 1, 1, 0));
        return this;
    }

    /** Each direction of the way to {@code place} takes so much longer. */
    Script slow(double second, double lasts, String place, long millis) {
        return at(second, lasts, new Fault.WayIs(NODE, place, 0, 0, millis));
    }

    Script moves(double second, RunKind kind, Rule... force) {
        return order(second, move(kind, Optional.empty(), force));
    }

    Script movesTo(double second, String to, RunKind kind, Rule... force) {
        return order(second, move(kind, Optional.of(new RegionName(to)), force));
    }

    Script approves(double second) {
        return order(second, new Order.Approve(Shop.NAME, "kim"));
    }

    Script pauses(double second, Duration length) {
        return order(second, new Order.Pause(Shop.NAME, "kim", length, "a change"));
    }

    private Script order(double second, Order order) {
        return at(second, new Fault.Commanded(order, false));
    }

    private static Order move(RunKind kind, Optional<RegionName> to, Rule... force) {
        return new Order.Move(Shop.NAME, "kim", kind, to, Set.of(force), "a rehearsal");
    }

    /** It ends with its last fault and the minutes after that, in which all must have come right. */
    Play thenCalmFor(long minutes) {
        return play(Duration.ofMinutes(minutes));
    }

    /** It ends so many minutes after the beginning of its last fault, and nothing need have come right. */
    Play endsAfter(long minutes) {
        var last = strikes.stream().map(Strike::at).max(Duration::compareTo).orElse(Duration.ZERO);
        return play(last.plusMinutes(minutes), Duration.ZERO);
    }

    private Play play(Duration calm) {
        var end = strikes.stream()
                .map(strike -> strike.at().plus(strike.lasts()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return play(end.plusSeconds(1), calm);
    }

    private Play play(Duration length, Duration calm) {
        return new Play(name, new Setting(shop.topology(), crew, strikes, SEED, length, calm, true));
    }

    private static Duration length(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }
}
