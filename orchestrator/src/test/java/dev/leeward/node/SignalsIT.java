package dev.leeward.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.testkit.HttpGet;
import dev.leeward.testkit.LocalProcess;
import dev.leeward.testkit.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the document says of signals, tried on a node. */
@Timeout(300)
final class SignalsIT {
    private static final String HOOKS = """
              - generic: {name: other, secret: "${env:TOKEN}"}
              - uptimerobot: {name: robot, path-secret: "${env:TOKEN}"}
            """;
    private static final String SIGNALS =
            "signal: {from: other, match: {region: us-east}}}, {signal: {from: robot, match: {monitor: 7}}";

    @TempDir
    Path folder;

    @Test
    void an_unsigned_signal_raises_suspicion_only_and_a_signed_one_counts_once_for_each_time_it_is_signed()
            throws Exception {
        Needs.program("curl", "openssl");
        try (var shop = new SignalledShop(folder, HOOKS, SIGNALS)) {
            HttpGet.post(
                    shop.url() + "/hooks/robot/" + SignalledShop.TOKEN, "{\"monitorID\": 7, \"alertType\": \"1\"}");
            shop.await("the suspicion to be shown", () -> shop.why().contains("SUSPECTED (monitor 7; robot said so "));
            HttpGet.post(shop.url() + "/hooks/robot/guess", "{\"monitorID\": 7, \"alertType\": \"1\"}");

            script(shop.url());
            shop.await("what is signed to count", () -> shop.verdicts("unhealthy") == 1);
            assertThat(shop.why()).contains("SIGNALLED (no order for 3 minutes; other said so ");

            var metrics = HttpGet.body(shop.url() + "/metrics");
            assertThat(metrics)
                    .contains("leeward_signals_total{source=\"other\",state=\"firing\"} 1.0")
                    .contains("leeward_signals_refused_total{reason=\"replayed\",source=\"other\"} 1.0")
                    .contains("leeward_signals_refused_total{reason=\"forged\",source=\"robot\"} 1.0");
        }
    }

    /** The commands of docs/SIGNALS.md as they stand there, the post of them twice. */
    private void script(String url) throws Exception {
        var document = Files.readString(Path.of(System.getProperty("leeward.root"), "docs", "SIGNALS.md"));
        var section = document.substring(document.indexOf("## Generic"));
        int begin = section.indexOf("```sh\n") + "```sh\n".length();
        var commands = section.substring(begin, section.indexOf("```", begin))
                .replace("https://leeward.example.com:8600", url);
        Files.writeString(folder.resolve("other.secret"), SignalledShop.TOKEN + "\n");
        var again = commands.substring(commands.indexOf("curl "));
        try (var shell = LocalProcess.start(folder, "/bin/sh", "-euc", commands + again)) {
            assertThat(shell.exitCode(Duration.ofSeconds(30)))
                    .as(shell.output())
                    .isZero();
            assertThat(shell.output()).contains("{\"signals\":1}").contains("\"code\":\"CONFLICT\"");
        }
    }
}
