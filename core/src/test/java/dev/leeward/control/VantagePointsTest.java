package dev.leeward.control;

import static dev.leeward.fixture.Shop.EAST;
import static dev.leeward.fixture.Shop.WEST;
import static dev.leeward.fixture.Shop.WWW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fixture.Looks;
import dev.leeward.fixture.Rig;
import dev.leeward.fixture.Shop;
import dev.leeward.fixture.World;
import dev.leeward.health.HealthPolicy;
import dev.leeward.health.RegionHealth;
import dev.leeward.health.Sight;
import dev.leeward.health.Verdict;
import dev.leeward.health.Vote;
import dev.leeward.journal.Event;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.VantagePoint;
import dev.leeward.region.RegionName;
import dev.leeward.service.Topology;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Three vantage points of which two must agree: what the loop makes of what each of them sees. */
final class VantagePointsTest {
    private static final VantagePoint HERE = Looks.HERE;
    private static final VantagePoint NYC = new VantagePoint("nyc");
    private static final VantagePoint SFO = new VantagePoint("sfo");
    private static final ProbeId NEWS = new ProbeId("reference/tcp-1");
    private static final Duration STEP = Duration.ofMillis(500);

    private final Rig rig = new Rig(
            new World(EAST, WWW),
            new Topology(
                    List.of(Shop.with(Shop.in(EAST, WEST), quorum(2))),
                    List.of(Shop.probe(NEWS)),
                    List.of(HERE, NYC, SFO)));
    private final Map<VantagePoint, Function<RegionName, Sighting>> peers = new HashMap<>();
    private final Map<VantagePoint, Sighting> news = new HashMap<>();

    VantagePointsTest() {
        peers.put(NYC, _ -> Looks.OK);
        peers.put(SFO, _ -> Looks.OK);
        run(10);
        assertThat(rig.view().health()).allMatch(h -> h.verdict() == Verdict.HEALTHY);
    }

    @Test
    void a_region_that_is_down_for_all_of_them_loses_its_traffic() {
        rig.world.show(EAST, Looks.REFUSED);
        peers.replaceAll((_, _) -> region -> region.equals(EAST) ? Looks.REFUSED : Looks.OK);
        run(10);
        assertThat(rig.world.at(WWW).answers()).isEqualTo(WEST);
        assertThat(east().evidence()).contains("node-1 unhealthy, nyc unhealthy, sfo unhealthy; 2 of 3 must agree");
    }

    @Test
    void a_region_that_one_of_them_cannot_see_keeps_its_traffic_and_is_said_to_be_partly_seen() {
        rig.world.show(EAST, Looks.TIMED_OUT);
        run(60);
        assertThat(rig.world.changes()).isEmpty();
        assertThat(east().verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(east().evidence()).contains("us-east could not be seen from node-1; nyc and sfo see it");
        assertThat(east().partlySeen().orElseThrow().from()).containsExactly(HERE);
        rig.world.show(EAST, Looks.OK);
        run(20);
        assertThat(east().partlySeen()).isEmpty();
    }

    @Test
    void one_that_has_fallen_silent_is_said_to_be_and_the_two_others_move_traffic() {
        peers.remove(SFO);
        run(20);
        assertThat(east().votes()).contains(new Vote(SFO, Verdict.UNKNOWN, Sight.SILENT));
        assertThat(east().verdict()).isEqualTo(Verdict.HEALTHY);
        rig.world.show(EAST, Looks.REFUSED);
        peers.put(NYC, region -> region.equals(EAST) ? Looks.REFUSED : Looks.OK);
        run(10);
        assertThat(rig.world.at(WWW).answers()).isEqualTo(WEST);
    }

    @Test
    void with_one_silent_and_one_cut_off_nobody_knows_and_somebody_is_told() {
        peers.remove(SFO);
        rig.world.show(EAST, Looks.TIMED_OUT);
        run(60);
        assertThat(rig.world.changes()).isEmpty();
        assertThat(east().verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(rig.state().alarms()).containsKey("active-unseen");
    }

    @Test
    void one_that_is_blind_counts_for_nothing() {
        news.put(NYC, Looks.TIMED_OUT);
        peers.put(NYC, _ -> Looks.TIMED_OUT);
        rig.world.show(EAST, Looks.TIMED_OUT);
        run(60);
        assertThat(rig.world.changes()).isEmpty();
        assertThat(east().votes()).contains(new Vote(NYC, Verdict.UNKNOWN, Sight.BLIND));
    }

    @Test
    void traffic_goes_only_where_a_quorum_sees_it_ready_now() {
        peers.replaceAll((_, _) -> region -> region.equals(EAST) ? Looks.REFUSED : Looks.TIMED_OUT);
        rig.world.show(EAST, Looks.REFUSED);
        run(10);
        assertThat(rig.world.changes()).as("seen ready from one place only").isEmpty();
        peers.put(SFO, region -> region.equals(EAST) ? Looks.REFUSED : Looks.OK);
        run(20);
        assertThat(rig.world.at(WWW).answers()).isEqualTo(WEST);
    }

    @Test
    void a_target_last_seen_ready_by_one_that_has_fallen_silent_since_is_not_seen_ready() {
        peers.remove(SFO);
        run(20);
        peers.put(NYC, region -> region.equals(WEST) ? Looks.TIMED_OUT : Looks.OK);
        run(1);
        var west = rig.view().health().getLast();
        assertThat(west.verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(west.isReady(quorum(2))).isFalse();
    }

    @Test
    void the_looks_of_a_stranger_count_for_nothing() {
        peers.clear();
        peers.put(new VantagePoint("mallory"), _ -> Looks.REFUSED);
        peers.put(new VantagePoint("mallet"), _ -> Looks.REFUSED);
        run(60);
        assertThat(rig.world.changes()).isEmpty();
        assertThat(east().votes()).extracting(Vote::from).containsExactlyInAnyOrder(HERE, NYC, SFO);
    }

    @Test
    void a_vantage_point_that_is_taken_out_of_the_configuration_has_no_say_any_more() {
        peers.replaceAll((_, _) -> region -> region.equals(EAST) ? Looks.REFUSED : Looks.OK);
        run(1);
        var service = Shop.with(Shop.in(EAST, WEST), quorum(2));
        rig.tell(new Input.Configured(
                new Topology(List.of(service), List.of(Shop.probe(NEWS)), List.of(HERE, SFO)), "y", _ -> {}));
        run(20);
        assertThat(east().votes()).extracting(Vote::from).containsExactly(HERE, SFO);
        assertThat(rig.world.changes()).isEmpty();
    }

    @Test
    void the_journal_says_who_saw_what() {
        rig.world.show(EAST, Looks.REFUSED);
        peers.replaceAll((_, _) -> region -> region.equals(EAST) ? Looks.REFUSED : Looks.OK);
        run(10);
        assertThat(rig.journal.read(0, 1_000))
                .anyMatch(entry -> entry.event() instanceof Event.VerdictChanged changed
                        && changed.to() == Verdict.UNHEALTHY
                        && changed.evidence().toString().contains("http-1 from sfo: REFUSED"));
    }

    private RegionHealth east() {
        return rig.view().health().getFirst();
    }

    /** Rounds of looks: those of this node come from the rig, those of its peers a little later. */
    private void run(int rounds) {
        for (int i = 0; i < rounds; i++) {
            peers.forEach((from, sees) -> {
                tell(from, NEWS, news.getOrDefault(from, Looks.OK));
                for (var region : List.of(EAST, WEST)) tell(from, Shop.id(region), sees.apply(region));
            });
            rig.run(STEP);
        }
    }

    private void tell(VantagePoint from, ProbeId probe, Sighting seen) {
        rig.tell(new Input.Observed(Looks.from(from, rig.now(), probe, seen)));
    }

    private static HealthPolicy quorum(int quorum) {
        var p = Shop.quick();
        return new HealthPolicy(
                p.interval(),
                p.timeout(),
                p.burst(),
                p.failures(),
                p.timeoutWeight(),
                p.resetAfter(),
                p.recoveries(),
                quorum,
                p.freshFor());
    }
}
