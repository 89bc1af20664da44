package dev.leeward.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import dev.leeward.simulator.Simulation.Setting;
import dev.leeward.simulator.fault.Fault;
import dev.leeward.simulator.fault.Strike;
import dev.leeward.simulator.node.Crew;
import dev.leeward.simulator.swarm.PlainTopology;
import dev.leeward.simulator.swarm.Swarm;
import dev.leeward.simulator.time.Timeline;
import dev.leeward.simulator.trace.Condition;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.world.Leases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who leads, and who sees, where there are several: nobody acts without the lead, nor on what a quorum does not see. */
class CrewTest {
    private static final Duration LENGTH = Duration.ofMinutes(8);

    private record Move(long second, String node) {}

    private final List<Strike> strikes = new ArrayList<>();

    @Test
    void whoever_takes_over_the_lead_brings_the_move_to_its_end() {
        strike(60, 400, new Fault.RegionIs("us-east", Condition.DEAD));
        strike(50, 0, new Fault.NodeDiesAtAppend(3, true));
        assertThat(moves(new Crew(3, 0), 1))
                .isNotEmpty()
                .allSatisfy(move -> assertThat(move.second()).isBetween(60L, 90L));
    }

    @Test
    void nothing_moves_while_nobody_grants_the_lead_and_then_it_goes_on() {
        strike(60, 400, new Fault.RegionIs("us-east", Condition.DEAD));
        strike(50, 130, new Fault.LeasesDown());
        assertThat(moves(new Crew(2, 0), 1))
                .isNotEmpty()
                .allSatisfy(move -> assertThat(move.second()).isBetween(180L, 210L));
    }

    @Test
    void who_is_cut_off_from_whoever_grants_the_lead_changes_nothing() {
        strike(60, 400, new Fault.RegionIs("us-east", Condition.DEAD));
        strike(50, 420, new Fault.WayIs("node-1", Leases.PLACE, 1, 1, 0));
        strike(50, 420, new Fault.WayIs("node-2", Leases.PLACE, 1, 1, 0));
        assertThat(moves(new Crew(3, 0), 1))
                .isNotEmpty()
                .allSatisfy(move -> assertThat(move.node()).isEqualTo("node-3"));
    }

    @Test
    void who_wakes_up_after_another_has_taken_over_changes_nothing() {
        strike(60, 400, new Fault.RegionIs("us-east", Condition.DEAD));
        strike(50, 60, new Fault.NodeFreezesAtAppend(3, true));
        assertThat(moves(new Crew(2, 0), 1)).extracting(Move::node).containsOnly("node-2");
    }

    /** The reading that the change is planned on takes until then. */
    @Test
    void nothing_is_sent_once_the_lease_has_run_out() {
        strike(60, 400, new Fault.RegionIs("us-east", Condition.DEAD));
        for (var node : List.of("node-1", "node-2")) {
            strike(50, 420, new Fault.WayIs(node, "dns:www", 0, 0, 2_500));
            strike(65, 60, new Fault.WayIs(node, Leases.PLACE, 1, 1, 0));
        }
        assertThat(moves(new Crew(2, 0), 1))
                .isNotEmpty()
                .allSatisfy(move -> assertThat(move.second()).isGreaterThan(125));
    }

    @Test
    void one_that_does_not_see_a_region_moves_nothing_where_two_must_agree() {
        strike(60, 400, new Fault.WayIs("node-1", "us-east", 1, 1, 0));
        assertThat(moves(new Crew(1, 2), 2)).isEmpty();
    }

    @Test
    void what_two_observers_see_is_enough_where_two_must_agree() {
        strike(50, 420, new Fault.ObserverDown("observer-1"));
        strike(60, 400, new Fault.RegionIs("us-east", Condition.DEAD));
        assertThat(moves(new Crew(1, 2), 2))
                .isNotEmpty()
                .allSatisfy(move -> assertThat(move.second()).isBetween(60L, 90L));
    }

    @Test
    void looks_that_do_not_arrive_count_for_nothing() {
        strike(50, 420, new Fault.WayIs("observer-1", "node-1", 1, 0, 0));
        strike(60, 400, new Fault.RegionIs("us-east", Condition.DEAD));
        assertThat(moves(new Crew(1, 1), 2)).isEmpty();
    }

    private void strike(long at, long lasts, Fault fault) {
        strikes.add(new Strike(Duration.ofSeconds(at), Duration.ofSeconds(lasts), fault));
    }

    /** Who changed the name, and when; every invariant holds meanwhile. */
    private List<Move> moves(Crew crew, int quorum) {
        var setting = new Setting(topology(crew, quorum), crew, strikes, 7, LENGTH, Duration.ZERO, false);
        assertThat(Swarm.play(setting)).isEmpty();
        var moves = new ArrayList<Move>();
        Simulation.play(setting, (at, what) -> {
            if (what instanceof Happening.Changed changed) {
                var second = Duration.between(Timeline.BEGIN, at).toSeconds();
                moves.add(new Move(second, changed.by().orElseThrow().node()));
            }
        });
        return moves;
    }

    private static Topology topology(Crew crew, int quorum) {
        var s = PlainTopology.of().services().getFirst();
        var service = new Service(
                s.name(),
                s.regions(),
                s.detection().withQuorum(quorum),
                s.failover(),
                s.failback(),
                s.targets(),
                s.steadyTtl());
        return new Topology(List.of(service), List.of(), crew.names());
    }
}
