package dev.leeward.simulator.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leeward.region.RegionName;
import dev.leeward.simulator.trace.Condition;
import dev.leeward.simulator.trace.Stand;
import dev.leeward.steering.Epoch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TrafficTest {
    private static final long SECOND = 1_000_000_000;
    private static final long HOUR = 3_600 * SECOND;

    private final Course<Condition> east = new Course<>(Condition.WELL);
    private final Course<Condition> west = new Course<>(Condition.WELL);
    private final Course<Stand> server = new Course<>(stand("east", false));

    @Test
    void nothing_is_lost_while_all_is_well() {
        var traffic = through(Samples.name(Duration.ofMinutes(5)));
        assertThat(traffic.lost()).isZero();
        assertThat(traffic.abiding()).isEmpty();
    }

    @Test
    void a_region_that_is_down_for_a_minute_loses_a_minute() {
        east.change(100 * SECOND, Condition.DEAD);
        east.change(160 * SECOND, Condition.WELL);
        var traffic = through(Samples.name(Duration.ofMinutes(5)));
        assertThat(traffic.lost()).isCloseTo(60, within(1e-6));
        assertThat(traffic.stubbornLost()).isCloseTo(60 * Traffic.STUBBORN_SHARE, within(1e-6));
    }

    @Test
    void a_third_is_lost_where_one_of_three_instances_is_broken_and_nobody_is_away() {
        east.change(0, Condition.HALF);
        east.change(90 * SECOND, Condition.WELL);
        var traffic = through(Samples.name(Duration.ofMinutes(5)));
        assertThat(traffic.lost()).isCloseTo(30, within(1e-6));
        assertThat(traffic.abiding()).isEmpty();
    }

    @Test
    void without_caches_users_move_with_the_answer() {
        east.change(10 * SECOND, Condition.DEAD);
        server.change(25 * SECOND, stand("west", true));
        var traffic = through(Samples.name(Duration.ZERO));
        assertThat(traffic.lost()).isCloseTo(15, within(1e-6));
        assertThat(traffic.everybody().orElseThrow().end()).isEqualTo(25 * SECOND);
    }

    @Test
    void with_a_ttl_half_of_the_users_wait_for_half_of_it_and_the_last_for_all_of_it() {
        east.change(0, Condition.DEAD);
        server.change(0, stand("west", true));
        var traffic = through(Samples.name(Duration.ofMinutes(5)));
        var episode = traffic.abiding().orElseThrow();
        assertThat(episode.half() / SECOND).isCloseTo(150, within(5L));
        assertThat(episode.end() / SECOND).isBetween(294L, 300L);
        double abiding = traffic.lost() - traffic.stubbornLost();
        assertThat(abiding).isCloseTo(150 * (1 - Traffic.STUBBORN_SHARE), within(3.0));
    }

    @Test
    void whoever_keeps_answers_for_an_hour_is_lost_for_up_to_an_hour() {
        east.change(0, Condition.DEAD);
        server.change(0, stand("west", true));
        var traffic = through(Samples.name(Duration.ofSeconds(30)));
        assertThat(traffic.everybody().orElseThrow().end()).isBetween(HOUR * 9 / 10, HOUR);
        assertThat(traffic.stubbornLost()).isCloseTo(1_800 * Traffic.STUBBORN_SHARE, within(10.0));
    }

    @Test
    void an_answer_that_is_nobodys_loses_everything() {
        server.change(0, stand("nobody", false));
        var traffic = through(Samples.name(Duration.ZERO));
        assertThat(traffic.lost()).isCloseTo(7_200, within(1e-6));
    }

    @Test
    void moving_between_regions_that_are_well_costs_nothing() {
        server.change(50 * SECOND, stand("west", true));
        assertThat(through(Samples.name(Duration.ofMinutes(5))).lost()).isZero();
    }

    private Traffic through(SteeredName name) {
        var conditions = Map.of(new RegionName("east"), east, new RegionName("west"), west);
        var traffic = new Traffic(Samples.shop().service(), conditions, 0, 2 * HOUR);
        traffic.through(name, List.of(server), 1);
        return traffic;
    }

    private static Stand stand(String region, boolean shortTtl) {
        return new Stand(Samples.endpoints(region).byType(), shortTtl, Epoch.NONE);
    }
}
