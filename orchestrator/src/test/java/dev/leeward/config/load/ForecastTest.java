package dev.leeward.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.load.Forecast.Range;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ForecastTest {
    @TempDir
    Path directory;

    @Test
    void the_recovery_time_adds_up_from_fault_to_last_client() {
        var forecast = new Samples(directory)
                .check(Samples.example("minimal.yaml"))
                .forecasts()
                .getFirst();
        // 5 s until the next look, 2 s until it has failed, another 1 s later, and the last one to its deadline of 2 s.
        assertThat(forecast.detection()).isEqualTo(new Range(Duration.ofMillis(4_500), Duration.ofSeconds(10)));
        var target = forecast.targets().getFirst();
        // 10 s + 50 ms + 2 s + 120 s, then the TTL of 300 s: the short one cannot help a first failover.
        assertThat(forecast.untilAnswered(target).worst()).isEqualTo(Duration.ofMillis(132_050));
        assertThat(forecast.recoveryTime().worst()).isEqualTo(Duration.ofMillis(432_050));
        assertThat(target.nextMove()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void the_text_names_every_stage() {
        var check = new Samples(directory).check(Samples.example("shop.yaml"));
        assertThat(check.forecasts().getFirst().text())
                .contains("shop: failover automatic", "detection, fault to verdict", "linode-dns:www.example.com")
                .contains("exec:edge-proxy", "recovery time (RTO)");
    }

    @Test
    void what_stands_before_steering_delays_it_as_long_as_it_may() {
        var steps =
                "    run-book: [{proof: {take: [/bin/true], limit: 20s, attempts: 1}}, {command: {take: [/bin/true],"
                        + " for: planned-moves}}, steer, {command: {name: late, take: [/bin/true]}}]\n";
        var text = Samples.example("minimal.yaml").replace("    steering:\n", steps + "    steering:\n");
        var forecast = new Samples(directory).check(text).forecasts().getFirst();
        assertThat(forecast.besides()).isEqualTo(new Range(Duration.ofMillis(500), Duration.ofSeconds(20)));
        assertThat(forecast.recoveryTime().worst()).isEqualTo(Duration.ofMillis(452_050));
        assertThat(forecast.text()).contains("what the run book does before it steers");
    }
}
