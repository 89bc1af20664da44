package dev.leeward.node;

import dev.leeward.testkit.BindServer;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The {@code services} of a configuration: a shop in two regions, and its name on a server that takes updates. */
final class ShopSection {
    private static final String QUICK = """
            {interval: 500ms, timeout: 450ms, burst: 200ms, failures: 3, timeout-weight: 0.5,
                            reset-after: 5, recoveries: 3, fresh-for: 4s}""";
    private static final String PATIENT = """
            {interval: 1s, timeout: 900ms, burst: 300ms, failures: 3, timeout-weight: 0.5,
                            reset-after: 5, recoveries: 3, fresh-for: 6s}""";

    private final String detection;
    private final String dwell;

    private ShopSection(String detection, String dwell) {
        this.detection = detection;
        this.dwell = dwell;
    }

    /** For programs on one host. */
    static ShopSection quick() {
        return new ShopSection(QUICK, "5s");
    }

    /** For a network that loses and delays. */
    static ShopSection patient() {
        return new ShopSection(PATIENT, "30s");
    }

    /** A region, and where it is looked at. */
    record Spot(String address, String healthUrl) {}

    String of(Spot east, Spot west, String key, BindServer primary, BindServer... verified) {
        return """
                services:
                  shop:
                    regions:
                      us-east:
                        addresses: {A: [%s]}
                        probes: [{http: {url: "%s"}}]
                      eu-central:
                        addresses: {A: [%s]}
                        probes: [{http: {url: "%s"}}]
                    detection: %s
                    failover: {mode: automatic, dwell: %s, budget: 20 per 24h, settle-after: 30m}
                    failback: {mode: manual, stable-for: 3s}
                    steering:
                      - rfc2136:
                          server: "%s"
                          zone: shop.test
                          record: www
                          ttl: 2
                          failover-ttl: 1
                          key: "${file:%s}"
                          verify: {servers: [%s], rounds: 2}
                """.formatted(
                        east.address(),
                        east.healthUrl(),
                        west.address(),
                        west.healthUrl(),
                        detection,
                        dwell,
                        primary.hostAndPort(),
                        key,
                        Arrays.stream(verified)
                                .map(server -> "\"" + server.hostAndPort() + "\"")
                                .collect(Collectors.joining(", ")));
    }
}
