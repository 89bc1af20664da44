package dev.leeward.probe.nodebalancer;

import dev.leeward.fault.Problem;
import dev.leeward.linode.Allowance;
import dev.leeward.linode.Answer;
import dev.leeward.linode.LinodeAccount;
import dev.leeward.linode.NodeBalancers;
import dev.leeward.linode.NodeBalancers.Health;
import dev.leeward.linode.NodeBalancers.Node;
import dev.leeward.looking.BlockingLooks;
import dev.leeward.probe.Check;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Probe;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks at the nodes of NodeBalancers ({@link Check.NodeBalancer}): how many of them the NodeBalancer itself finds up. That Linode's
 * API does not answer says nothing about the region, whatever the reason: inconclusive, a time-out too.
 */
public final class NodeBalancerProber implements Prober {
    /** Linode lets 200 lists a minute through. */
    private static final int MOST_AT_ONCE = 16;

    private final Supplier<Optional<LinodeAccount>> account;
    private final BlockingLooks looks = new BlockingLooks("NodeBalancers", MOST_AT_ONCE);

    /** @param account with which the API is asked now */
    public NodeBalancerProber(Supplier<Optional<LinodeAccount>> account) {
        this.account = account;
    }

    @Override
    public void look(Probe probe, Consumer<Sighting> sink) {
        if (!(probe.check() instanceof Check.NodeBalancer check)) {
            throw new IllegalArgumentException(
                    "not a NodeBalancer: " + probe.check().summary());
        }
        looks.start(probe.id(), sink, begun -> seen(check, probe.timeout(), begun));
    }

    private Sighting seen(Check.NodeBalancer check, Duration timeout, long begun) {
        Optional<LinodeAccount> known = account.get();
        if (known.isEmpty()) return BlockingLooks.inconclusive("no Linode account is configured here", begun);
        var allowance = Allowance.forLooking(timeout);
        try (var api = new NodeBalancers(known.get())) {
            Answer<List<Node>> answer = api.find(check.balancer(), allowance)
                    .then(found -> api.ports(found.balancer(), allowance)
                            .then(ports -> api.nodes(
                                    found.balancer(),
                                    ports.stream()
                                            .filter(port -> check.port().isEmpty()
                                                    || check.port().get() == port.number())
                                            .toList(),
                                    allowance)));
            return switch (answer) {
                case Answer.Got<List<Node>>(List<Node> nodes) -> judge(check, nodes, BlockingLooks.timings(begun));
                case Answer.Refused<List<Node>>(Problem problem) ->
                    BlockingLooks.inconclusive(problem.sentence(), begun);
                case Answer.Doubtful<List<Node>>(Problem problem) ->
                    BlockingLooks.inconclusive(problem.sentence(), begun);
            };
        }
    }

    /** By health, not by mode: a node that was told to reject is not ill. */
    static Sighting judge(Check.NodeBalancer check, List<Node> nodes, PhaseTimings timings) {
        long up = count(nodes, Health.UP);
        long unknown = count(nodes, Health.UNKNOWN);
        long needed = Math.max(check.atLeast(), (long) Math.ceil(check.share() * nodes.size() - 1e-9));
        String seen = up + " of " + nodes.size() + " nodes of " + check.balancer() + " are up, needed are " + needed;
        if (!nodes.isEmpty() && up >= needed) return new Sighting.Healthy(timings, List.of());
        if (up + unknown >= needed && unknown > 0) {
            return new Sighting.Inconclusive(seen + ", of " + unknown + " nobody knows", timings);
        }
        return new Sighting.Failing(FailureKind.UNAVAILABLE, seen, timings);
    }

    private static long count(List<Node> nodes, Health health) {
        return nodes.stream().filter(node -> node.health() == health).count();
    }

    @Override
    public void close() {
        looks.close();
    }
}
