package dev.leeward.prober;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.probe.Check;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.Sighting;
import dev.leeward.testkit.Ports;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LooksTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Test
    void each_kind_of_check_finds_its_prober() {
        int dead = Ports.free();
        assertRefused(Looks.once(Check.Http.get(URI.create("http://localhost:" + dead + "/")), TIMEOUT));
        assertRefused(Looks.once(new Check.Tcp("127.0.0.1", dead), TIMEOUT));
        assertRefused(Looks.once(new Check.Tls("127.0.0.1", dead, Check.TlsPolicy.strict()), TIMEOUT));
        assertRefused(Looks.once(new Check.Dns("127.0.0.1:" + dead, "example.", "A", Set.of()), TIMEOUT));
        assertThat(Looks.once(new Check.Command(List.of("true")), TIMEOUT)).isInstanceOf(Sighting.Healthy.class);
    }

    private static void assertRefused(Sighting seen) {
        assertThat(seen)
                .isInstanceOfSatisfying(
                        Sighting.Failing.class,
                        failing -> assertThat(failing.kind()).isEqualTo(FailureKind.REFUSED));
    }
}
