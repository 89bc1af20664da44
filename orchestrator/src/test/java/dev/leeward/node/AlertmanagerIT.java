package dev.leeward.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.testkit.Await;
import dev.leeward.testkit.HttpGet;
import dev.leeward.testkit.LocalProcess;
import dev.leeward.testkit.Needs;
import dev.leeward.testkit.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Alertmanager says that something is wrong, and then that it is over. */
@Timeout(300)
final class AlertmanagerIT {
    @TempDir
    Path folder;

    @Test
    void an_alert_speaks_against_the_region_and_its_end_leaves_the_rest_to_the_probes() throws Exception {
        var program = Needs.program("prometheus-alertmanager");
        int port = Ports.free();
        var hooks = "  - alertmanager: {name: alerts, bearer: \"${env:TOKEN}\"}";
        var signal = "signal: {from: alerts, match: {alertname: ShopDown, region: us-east}}";
        try (var shop = new SignalledShop(folder, hooks, signal);
                var alertmanager = LocalProcess.start(
                        folder,
                        program.toString(),
                        "--config.file=" + configuration(shop.url() + "/hooks/alerts"),
                        "--storage.path=" + folder.resolve("alertmanager"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=")) {
            var base = "http://127.0.0.1:" + port;
            alertmanager.awaitReady("Alertmanager to be ready", Duration.ofSeconds(30), () -> isReady(base));

            alert(base, "us-east", "");
            alert(base, "ap-south", "");
            shop.await("the alert to speak against the region", () -> shop.verdicts("unhealthy") == 1);
            assertThat(shop.why()).contains("SIGNALLED (ShopDown:no order for 3 minutes; alerts said so ");

            alert(base, "us-east", ", \"endsAt\": \"" + Instant.now().minusSeconds(1) + "\"");
            shop.await("its end to be heard", () -> shop.why().contains("that this is over:ShopDown"));
            shop.await("the region to earn its health back", () -> shop.verdicts("healthy") == 2);

            var metrics = HttpGet.body(shop.url() + "/metrics");
            assertThat(metrics).contains("leeward_signals_total{source=\"alerts\",state=\"over\"}");
            assertThat(metrics).doesNotContain("leeward_signals_refused_total{");
        }
    }

    /** Alertmanager answers while it still reads its configuration. */
    private static boolean isReady(String base) {
        try {
            return HttpGet.body(base + "/-/ready").contains("OK");
        } catch (RuntimeException | AssertionError notYet) {
            return false;
        }
    }

    private static void alert(String base, String region, String more) {
        var body = """
                [{"labels": {"alertname": "ShopDown", "region": "%s"},
                  "annotations": {"summary": "no order for 3 minutes"}%s}]""".formatted(region, more);
        Await.until("Alertmanager to take an alert", Duration.ofSeconds(10), () -> {
            HttpGet.post(base + "/api/v2/alerts", body);
            return true;
        });
    }

    private Path configuration(String url) throws Exception {
        return Files.writeString(folder.resolve("alertmanager.yml"), """
                route:
                  receiver: leeward
                  group_by: [alertname]
                  group_wait: 1s
                  group_interval: 1s
                  repeat_interval: 1m
                receivers:
                  - name: leeward
                    webhook_configs:
                      - url: "%s"
                        send_resolved: true
                        http_config: {authorization: {type: Bearer, credentials: "%s"}}
                """.formatted(url, SignalledShop.TOKEN));
    }
}
