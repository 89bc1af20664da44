package dev.leeward.measure.nodebalancer;

import dev.leeward.config.MeasureSettings.NodeBalancerFence;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.linode.Allowance;
import dev.leeward.linode.Answer;
import dev.leeward.linode.LinodeAccount;
import dev.leeward.linode.NodeBalancers;
import dev.leeward.linode.NodeBalancers.Balancer;
import dev.leeward.linode.NodeBalancers.Node;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.Performer;
import dev.leeward.measure.Rank;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Fences a region at its NodeBalancer: all nodes are told to reject, or to take no new connections. What stands is read before
 * anything is changed, and read again before it is called done. The modes of before come back only where they are still what was set.
 */
public final class NodeBalancerFencePerformer implements Performer {
    private final NodeBalancerFence settings;
    private final NodeBalancers api;

    /** Makes no call yet. */
    public NodeBalancerFencePerformer(NodeBalancerFence settings, LinodeAccount account) {
        this.settings = settings;
        this.api = new NodeBalancers(account);
    }

    /** A NodeBalancer, its nodes that are fenced, and what is remembered there. */
    private record Standing(Balancer balancer, List<Node> nodes, Optional<Mark> mark) {
        Rank last() {
            return Mark.last(balancer.tags());
        }
    }

    @Override
    public List<Finding> preflight(Duration limit) {
        return new FencePreflight(settings, api).look(Allowance.of(limit));
    }

    @Override
    public Outcome perform(MeasureOrder order, Duration limit) {
        var allowance = Allowance.of(limit);
        var place = settings.places().get(order.region());
        if (place == null) {
            return new Outcome.Untouched(
                    Problem.lasting(FaultCode.MISCONFIGURED, "no NodeBalancer is named for " + order.region()));
        }
        return switch (look(place.name(), allowance)) {
            case Answer.Got<Standing>(Standing standing) ->
                order.way() == MeasureOrder.Way.TAKE
                        ? raise(order, standing, allowance)
                        : release(order, standing, allowance);
            case Answer.Refused<Standing>(Problem problem) -> new Outcome.Untouched(problem);
            // Nothing was changed by looking.
            case Answer.Doubtful<Standing>(Problem problem) -> new Outcome.Untouched(problem);
        };
    }

    private Answer<Standing> look(String name, Allowance allowance) {
        return api.find(name, allowance)
                .then(found -> api.ports(found.balancer(), allowance)
                        .then(ports -> api.nodes(found.balancer(), ports, allowance))
                        .then(nodes -> new Answer.Got<>(new Standing(
                                found.balancer(),
                                nodes,
                                Mark.among(found.balancer().tags())))));
    }

    private Outcome raise(MeasureOrder order, Standing standing, Allowance allowance) {
        long epoch = order.epoch().value();
        Optional<Outcome> fenced = superseded(order, standing);
        if (fenced.isPresent()) return fenced.get();
        if (standing.nodes().isEmpty()) {
            return new Outcome.Untouched(
                    Problem.lasting(FaultCode.NOT_FOUND, standing.balancer().label() + " has no nodes to fence"));
        }
        Mark mark = standing.mark()
                .map(earlier -> earlier.with(epoch, settings.mode()))
                .orElseGet(() -> Mark.of(epoch, settings.mode(), standing.nodes()));
        boolean marked = standing.mark().filter(mark::equals).isPresent();
        if (!marked) {
            // Before any mode: whoever comes after a crash has to know what they were.
            var tagged =
                    api.tag(standing.balancer(), mark.in(standing.balancer().tags()), allowance);
            if (tagged instanceof Answer.Refused<Balancer>(Problem problem)) return new Outcome.Untouched(problem);
            if (tagged instanceof Answer.Doubtful<Balancer>(Problem problem)) return new Outcome.Unknown(problem);
        }
        for (Node node : standing.nodes()) {
            if (node.mode().equals(settings.mode())) continue;
            Optional<Outcome> stopped = set(standing, node, settings.mode(), allowance);
            if (stopped.isPresent()) return stopped.get();
        }
        return proven(standing, allowance);
    }

    private Outcome release(MeasureOrder order, Standing standing, Allowance allowance) {
        Optional<Outcome> fenced = superseded(order, standing);
        if (fenced.isPresent()) return fenced.get();
        String label = standing.balancer().label();
        if (standing.mark().isEmpty()) {
            String none = "no fence of ours stands at " + label;
            boolean known = standing.last().equals(order.rank());
            return known ? new Outcome.Applied(none) : released(order, standing, none, allowance);
        }
        Mark mark = standing.mark().get();
        int left = 0;
        for (Node node : standing.nodes()) {
            if (!node.mode().equals(mark.mode())) left++;
            if (!node.mode().equals(mark.mode()) || mark.before(node).equals(mark.mode())) continue;
            Optional<Outcome> stopped = set(standing, node, mark.before(node), allowance);
            if (stopped.isPresent()) return stopped.get();
        }
        String others = left == 0 ? "" : ", " + left + " that somebody else has set were left alone";
        // After the last mode: until then somebody may have to begin again.
        return released(order, standing, "nodes of " + label + " are as before" + others, allowance);
    }

    private Outcome released(MeasureOrder order, Standing standing, String evidence, Allowance allowance) {
        var tags = Mark.released(standing.balancer().tags(), order.epoch().value());
        return switch (api.tag(standing.balancer(), tags, allowance)) {
            case Answer.Got<Balancer> _ -> new Outcome.Applied(evidence);
            case Answer.Refused<Balancer>(Problem problem) -> new Outcome.Unknown(problem);
            case Answer.Doubtful<Balancer>(Problem problem) -> new Outcome.Unknown(problem);
        };
    }

    private static Optional<Outcome> superseded(MeasureOrder order, Standing standing) {
        return Optional.of(standing.last())
                .filter(order.rank()::isBehind)
                .map(last -> new Outcome.Untouched(Problem.lasting(
                        FaultCode.FENCED,
                        "%s remembers a later order, of %s: this one, of %s, comes too late"
                                .formatted(standing.balancer().label(), last, order.rank()))));
    }

    /** Half of the nodes may be changed by now, so nothing that stops it is harmless. */
    private Optional<Outcome> set(Standing standing, Node node, String mode, Allowance allowance) {
        return switch (api.mode(standing.balancer(), node, mode, allowance)) {
            case Answer.Got<Node> _ -> Optional.empty();
            case Answer.Refused<Node>(Problem problem) -> Optional.of(new Outcome.Unknown(problem));
            case Answer.Doubtful<Node>(Problem problem) -> Optional.of(new Outcome.Unknown(problem));
        };
    }

    private Outcome proven(Standing before, Allowance allowance) {
        String label = before.balancer().label();
        return switch (look(Long.toString(before.balancer().id()), allowance)) {
            case Answer.Got<Standing>(Standing now) ->
                now.nodes().stream().allMatch(node -> node.mode().equals(settings.mode()))
                        ? new Outcome.Applied(
                                "%d nodes of %s %s".formatted(now.nodes().size(), label, settings.mode()))
                        : new Outcome.Unknown(Problem.passing(
                                FaultCode.CONFLICT, "not all nodes of " + label + " " + settings.mode() + " yet"));
            case Answer.Refused<Standing>(Problem problem) -> new Outcome.Unknown(problem);
            case Answer.Doubtful<Standing>(Problem problem) -> new Outcome.Unknown(problem);
        };
    }

    @Override
    public void close() {
        api.close();
    }
}
