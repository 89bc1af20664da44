package dev.leeward.node;

import com.sun.net.httpserver.HttpServer;
import dev.leeward.config.load.ConfigurationStore;
import dev.leeward.config.load.ConfigurationStore.Opening;
import dev.leeward.secret.Environment;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.HttpGet;
import dev.leeward.testkit.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A node in this process that watches two regions on loopback, and hears what others say of the first. */
final class SignalledShop implements AutoCloseable {
    static final String TOKEN = "alerts-token-0123456789";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final HttpServer east = answering();
    final HttpServer west = answering();
    private final Node node;

    /** {@code hooks}: the sources, as the file has them. {@code signal}: the probe of the first region. */
    SignalledShop(Path folder, String hooks, String signal) {
        var perl = Needs.program("perl");
        var steer = Path.of(System.getProperty("leeward.root"), "examples", "exec", "steer-file");
        var text = """
                services:
                  shop:
                    regions:
                      us-east:
                        addresses: {A: [127.0.0.11]}
                        probes: [{http: "http://127.0.0.1:%d/"}, {%s}]
                      eu-central:
                        addresses: {A: [127.0.0.12]}
                        probes: [{http: "http://127.0.0.1:%d/"}]
                    detection: {interval: 1s, timeout: 500ms, burst: 200ms, failures: 3, recoveries: 5, fresh-for: 5s}
                    failover: {mode: manual}
                    steering:
                      - exec: {name: file, command: [%s, %s, "%s", "60", "30"]}
                observer: {name: only, references: [{tcp: "127.0.0.1:%d"}]}
                journal: {path: "%s"}
                api: {listen: "127.0.0.1:0"}
                hooks:
                %s
                """.formatted(
                        port(east),
                        signal,
                        port(west),
                        perl,
                        steer,
                        write(folder.resolve("file"), "epoch 0\nttl 60\nA 127.0.0.11\n"),
                        port(west),
                        folder.resolve("journal.db"),
                        hooks);
        var file = write(folder.resolve("leeward.yaml"), text);
        var environment = Environment.of(Map.of("TOKEN", TOKEN));
        if (!(ConfigurationStore.open(file, environment) instanceof Opening.Opened opened)) {
            throw new AssertionError(ConfigurationStore.open(file, environment).toString());
        }
        if (!(Node.start(opened.store(), "test") instanceof Node.Start.Running(Node running))) {
            throw new AssertionError("the node does not start");
        }
        node = running;
        Await.until("both regions to be healthy", PATIENCE, () -> verdicts("healthy") == 2);
    }

    String url() {
        return node.api().toString();
    }

    /** How many of the two regions are judged so. */
    int verdicts(String verdict) {
        return why().split("\"verdict\":\"" + verdict + "\",\"since\"", -1).length - 1;
    }

    String why() {
        return HttpGet.body(url() + "/api/v1/services/shop/why")
                .replace(": ", ":")
                .replace(" :", ":");
    }

    void await(String what, BooleanSupplier condition) {
        Await.until(what + "; it says " + why(), PATIENCE, condition);
    }

    private static int port(HttpServer server) {
        return server.getAddress().getPort();
    }

    private static HttpServer answering() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        node.close();
        east.stop(0);
        west.stop(0);
    }
}
