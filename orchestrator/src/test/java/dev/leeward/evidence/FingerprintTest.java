package dev.leeward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.probe.Check;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two who ask the same have the same fingerprint in every process; two who ask differently do not. */
final class FingerprintTest {
    private static final Check.Http PLAIN = Check.Http.get(URI.create("https://192.0.2.1/health"));

    @Test
    void it_is_the_same_in_every_process_and_for_every_version() {
        assertThat(Fingerprint.of(PLAIN)).isEqualTo("0bc2a849ddfecfff108c4014a5c0a031");
    }

    @Test
    void whatever_is_asked_or_expected_makes_a_difference() {
        var checks = List.of(
                PLAIN,
                Check.Http.get(URI.create("https://192.0.2.1/healthy")),
                http("HEAD", Map.of(), Set.of(), Map.of(), strict()),
                http("GET", Map.of("Host", "a"), Set.of(), Map.of(), strict()),
                http("GET", Map.of(), Set.of(204, 200), Map.of(), strict()),
                http("GET", Map.of(), Set.of(), Map.of("/a", "1"), strict()),
                http(
                        "GET",
                        Map.of(),
                        Set.of(),
                        Map.of(),
                        new Check.TlsPolicy(false, Optional.empty(), Optional.empty(), Duration.ofDays(1))),
                new Check.Tcp("a", 1),
                new Check.Tcp("a", 12),
                new Check.Tls("a", 1, strict()),
                new Check.Dns("a", "b", "A", Set.of()),
                new Check.Dns("a", "b", "A", Set.of("x", "y")),
                new Check.Command(List.of("a", "b")),
                new Check.Command(List.of("ab")));
        var seen = new HashSet<String>();
        assertThat(checks).allMatch(check -> seen.add(Fingerprint.of(check)));
    }

    @Test
    void the_order_of_sets_the_values_of_headers_and_the_place_of_a_file_make_none() {
        assertThat(Fingerprint.of(http("GET", Map.of("a", "1", "b", "2"), Set.of(200, 301, 404), Map.of(), strict())))
                .isEqualTo(Fingerprint.of(
                        http("GET", Map.of("b", "9", "a", "8"), Set.of(404, 200, 301), Map.of(), strict())));
        assertThat(Fingerprint.of(http("GET", Map.of(), Set.of(), Map.of(), trusting("/etc/ca.pem"))))
                .isEqualTo(Fingerprint.of(http("GET", Map.of(), Set.of(), Map.of(), trusting("/srv/ca.pem"))));
    }

    private static Check.TlsPolicy strict() {
        return Check.TlsPolicy.strict();
    }

    private static Check.TlsPolicy trusting(String file) {
        return new Check.TlsPolicy(true, Optional.empty(), Optional.of(file), Duration.ofDays(14));
    }

    private static Check.Http http(
            String method,
            Map<String, String> headers,
            Set<Integer> statuses,
            Map<String, String> json,
            Check.TlsPolicy tls) {
        var expect = new Check.Expectation(statuses, Optional.empty(), json, Map.of());
        return new Check.Http(
                URI.create("https://192.0.2.1/health"), method, headers, Optional.empty(), expect, tls, 0);
    }
}
