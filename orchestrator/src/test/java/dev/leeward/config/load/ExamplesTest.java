package dev.leeward.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.Configuration;
import dev.leeward.config.SteeringSettings;
import dev.leeward.probe.Check;
import dev.leeward.region.ServiceName;
import dev.leeward.service.FailbackPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExamplesTest {
    @TempDir
    Path directory;

    private Samples samples;

    @BeforeEach
    void prepare() {
        samples = new Samples(directory);
    }

    @Test
    void the_minimal_example_is_right_and_fits_twenty_lines() {
        String text = Samples.example("minimal.yaml");
        var check = samples.check(text);
        assertThat(check.remarks()).isEmpty();
        assertThat(text.lines()).hasSizeLessThanOrEqualTo(20);
        Configuration configuration = check.configuration().orElseThrow();
        var shop = configuration.topology().services().getFirst();
        assertThat(shop.home().name()).hasToString("us-east");
        assertThat(shop.targets()).extracting(Object::toString).containsExactly("linode-dns:www.example.com");
        assertThat(shop.failback().mode()).isEqualTo(FailbackPolicy.Mode.APPROVAL);
        assertThat(shop.steadyTtl()).isEqualTo(Duration.ofMinutes(5));
        assertThat(configuration.topology().references()).hasSize(2);
    }

    @Test
    void the_complete_example_is_right() {
        var check = samples.check(Samples.example("shop.yaml"));
        assertThat(check.remarks()).isEmpty();
        Configuration configuration = check.configuration().orElseThrow();
        var name = new ServiceName("shop");
        assertThat(configuration.steering(name))
                .extracting(target -> target.id().value())
                .containsExactly(
                        "linode-dns:www.example.com",
                        "route53:shop.example.com",
                        "rfc2136:shop.example.net",
                        "exec:edge-proxy");
        var probe =
                configuration.topology().services().getFirst().home().probes().getFirst();
        assertThat(probe.id()).hasToString("shop/us-east/front-page");
        assertThat(probe.check()).isInstanceOfSatisfying(Check.Http.class, http -> {
            assertThat(http.headers()).containsEntry("Authorization", "Bearer health-secret-0123456789");
            assertThat(http.connectTo()).contains("192.0.2.1");
            assertThat(http.expect().json()).isEqualTo(Map.of("/database", "\"up\"", "/queue/late", "0"));
        });
        assertThat(configuration.steering(name).get(2))
                .isInstanceOfSatisfying(SteeringSettings.Rfc2136.class, update -> {
                    assertThat(update.key().name()).isEqualTo("leeward");
                    assertThat(update.verify().servers()).hasSize(2);
                    assertThat(update.verify().rounds()).isEqualTo(2);
                });
    }

    @Test
    void the_example_of_tables_is_right() {
        var check = samples.check(Samples.example("two-stores.yaml"));
        assertThat(check.remarks()).isEmpty();
        assertThat(check.configuration()
                        .orElseThrow()
                        .declaration()
                        .orElseThrow()
                        .all())
                .extracting(table -> table.name())
                .containsExactly("orders", "leeward-health");
    }

    @Test
    void no_secret_shows_in_a_configuration_that_is_printed() {
        var check = samples.check(Samples.example("shop.yaml"));
        assertThat(check.configuration().orElseThrow().toString()).doesNotContain("-secret", "c2VjcmV0");
    }
}
