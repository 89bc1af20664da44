package dev.leeward.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.notify.PagerDuty;
import dev.leeward.notify.Slack;
import dev.leeward.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people get to hear of a real node, and that a failover waits for none of it (S24). */
@Timeout(400)
final class NoticesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void a_failover_waits_for_no_channel_and_an_alarm_is_one_alert_that_is_resolved() throws IOException {
        try (var pagerDuty = new PagerDuty();
                var slack = new Slack();
                var silent = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
                var world = new TwoRegions(folder, "{path: journal.db}", notify(pagerDuty, slack, silent))) {
            world.awaitReady(world.startNode());

            long before = System.nanoTime();
            world.east.kill();
            world.awaitAnswer(TwoRegions.AWAY);
            world.awaitSucceeded("shop-1");
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .as("a channel that answers nothing has a minute for each notice")
                    .isLessThan(Duration.ofSeconds(58));
            assertThat(world.journal()).doesNotContain("\"channel\":\"silent\"");
            assertThat(pagerDuty.story()).as("no page").noneMatch(told -> told.contains("/run/"));
            Await.until(
                    "the run to be told",
                    PATIENCE,
                    () -> said(slack, "shop: failover from us-east to eu-central") && said(slack, "shop: succeeded"));

            world.west.kill();
            Await.until("a page", PATIENCE, () -> !alerts(pagerDuty).isEmpty());
            world.west.restart();
            Await.until(
                    "its end", PATIENCE, () -> alerts(pagerDuty).stream().anyMatch(one -> one.startsWith("resolve")));
            var told = alerts(pagerDuty);
            var key = told.getFirst().replace("trigger ", "");
            assertThat(told).filteredOn(one -> one.endsWith(key)).containsExactly("trigger " + key, "resolve " + key);
            var name = key.replace("shop/alarm/", "");
            Await.until("Slack to be told", PATIENCE, () -> said(slack, "shop: over: " + name));
            assertThat(texts(slack))
                    .filteredOn(text -> text.contains("over: " + name))
                    .hasSize(1);
            assertThat(pagerDuty.objections()).isEmpty();
            assertThat(slack.objections()).isEmpty();
        }
    }

    private String notify(PagerDuty pagerDuty, Slack slack, ServerSocket silent) throws IOException {
        secret("pagerduty.key", PagerDuty.KEY);
        secret("slack.url", slack.url());
        return """
                notify:
                  - webhook: {name: silent, url: "http://127.0.0.1:%d/", timeout: 1m}
                  - webhook: {name: gone, url: "http://127.0.0.1:1/"}
                  - pagerduty: {name: on-call, routing-key: "${file:pagerduty.key}", url: "%s", for: {severity: [page]}}
                  - slack: {name: ops, url: "${file:slack.url}"}
                """.formatted(silent.getLocalPort(), pagerDuty.base());
    }

    private void secret(String name, String text) throws IOException {
        var file = Files.writeString(folder.resolve(name), text);
        var only = PosixFilePermissions.fromString("rw-------");
        assertThat(Files.setPosixFilePermissions(file, only)).isEqualTo(file);
    }

    /** What was done to alerts of alarms, in order. */
    private static List<String> alerts(PagerDuty pagerDuty) {
        return pagerDuty.story().stream().filter(one -> one.contains("/alarm/")).toList();
    }

    private static boolean said(Slack slack, String part) {
        return texts(slack).stream().anyMatch(text -> text.contains(part));
    }

    private static List<String> texts(Slack slack) {
        return slack.bodies().stream().map(body -> body.path("text").asString()).toList();
    }
}
