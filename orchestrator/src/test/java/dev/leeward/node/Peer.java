package dev.leeward.node;

import dev.leeward.testkit.Await;
import dev.leeward.testkit.Host;
import dev.leeward.testkit.LocalProcess;
import java.time.Duration;
import java.util.regex.Pattern;

/** One of several nodes that share a journal, in a process of its own. */
record Peer(String name, LocalProcess process, Host host, String base, String token) {
    private static final Pattern BOTH_HEALTHY =
            Pattern.compile("\"verdict\":\"healthy\",\"since\":\"[^\"]*\",\"evidenceAt\"");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What it says of itself; empty when it does not answer. */
    String ready() {
        return host.body(base + "/readyz", token).replace(": ", ":").replace(" :", ":");
    }

    /** Whether the process exists, frozen or not. */
    boolean isAlive() {
        return process.isAlive();
    }

    boolean standsBy() {
        return ready().contains("standby");
    }

    /** Waits until it leads and has judged both regions. */
    void awaitLeading() {
        process.awaitReady(
                name + " to lead and to judge both regions",
                PATIENCE,
                () -> BOTH_HEALTHY.matcher(service()).results().count() == 2
                        && service().contains("\"active\""));
    }

    void awaitStandby() {
        Await.until(name + " to stand by; it says:\n" + process.output(), PATIENCE, this::standsBy);
    }

    String service() {
        return host.body(base + "/api/v1/services/shop", token)
                .replace(": ", ":")
                .replace(" :", ":");
    }

    String cluster() {
        return host.body(base + "/api/v1/cluster", token).replace(": ", ":").replace(" :", ":");
    }

    String journal() {
        return host.body(base + "/api/v1/journal?limit=1000", token);
    }

    String order(String json) {
        return host.post(base + "/api/v1/services/shop/orders", json, token);
    }

    boolean lastRunSucceeded() {
        var service = service();
        int at = service.indexOf("\"lastRun\"");
        return at >= 0 && service.indexOf("\"ending\":\"succeeded\"", at) >= 0;
    }

    long count(String event) {
        return Pattern.compile("\"" + event + "\"").matcher(journal()).results().count();
    }
}
