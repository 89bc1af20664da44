package dev.leeward.demo;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;

/** The folder of one demonstration: configuration, token, journal and log. Removed in the end unless it shall be kept. */
final class DemoFolder implements AutoCloseable {
    private final Path path;
    private final boolean kept;

    private DemoFolder(Path path, boolean kept) {
        this.path = path;
        this.kept = kept;
    }

    /** A new one that only its owner can look into. */
    static DemoFolder create(boolean kept) throws IOException {
        return new DemoFolder(Files.createTempDirectory("leeward-demo-"), kept);
    }

    Path path() {
        return path;
    }

    boolean kept() {
        return kept;
    }

    Path configuration() {
        return path.resolve("shop.yaml");
    }

    Path journal() {
        return path.resolve("journal.db");
    }

    Path log() {
        return path.resolve("leeward.log");
    }

    /** Writes the token and a configuration as an operator would, for the world as it is. */
    void write(DemoWorld world) throws IOException {
        var token = path.resolve("token");
        Files.writeString(token, DemoWorld.TOKEN);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        }
        Files.writeString(configuration(), text(world));
    }

    private static String text(DemoWorld world) {
        int dns = world.nameServer().address().getPort();
        return """
                # Made by `leeward demo`: what an operator writes, with timers for a demonstration.
                services:
                  shop:
                    regions:
                      us-east:                  # the first is home
                        addresses: {A: [%s]}
                        probes: [{http: {url: "%s", body-matches: "^ok us-east"}}]
                      eu-central:
                        addresses: {A: [%s]}
                        probes: [{http: {url: "%s", body-matches: "^ok eu-central"}}]
                    # A refusal counts fully, a time-out half: a hiccup of a second must not move traffic.
                    detection: {interval: 500ms, timeout: 450ms, burst: 200ms, failures: 3, timeout-weight: 0.5,
                                reset-after: 5, recoveries: 4, fresh-for: 3s}
                    failover: {mode: automatic, dwell: 5s, budget: "100 per 24h"}
                    failback: {mode: approval, stable-for: 5s}
                    steering:
                      - linode-dns:
                          domain: %s
                          record: %s
                          ttl: %d
                          failover-ttl: %d
                          token: "${file:token}"
                          api-url: "%s"                     # an emulator; leave it out for Linode itself
                          verify: {servers: ["127.0.0.1:%d"]}
                observer:
                  name: demo
                  # Answers although both regions are down: so it is them, not us.
                  references: [{tcp: {host: 127.0.0.1, port: %d, interval: 2s, timeout: 450ms, burst: 200ms}}]
                journal: {path: journal.db}
                api: {listen: "127.0.0.1:0"}
                """.formatted(
                        DemoWorld.address(DemoWorld.HOME),
                        health(world, DemoWorld.HOME),
                        DemoWorld.address(DemoWorld.AWAY),
                        health(world, DemoWorld.AWAY),
                        DemoWorld.DOMAIN,
                        DemoWorld.RECORD,
                        DemoWorld.TTL.toSeconds(),
                        DemoWorld.TTL.toSeconds(),
                        world.linode().apiUrl(),
                        dns,
                        dns);
    }

    private static String health(DemoWorld world, String region) {
        var at = world.shop(region).address();
        return "http://" + at.getAddress().getHostAddress() + ":" + at.getPort() + "/health";
    }

    @Override
    public void close() throws IOException {
        if (kept || !Files.exists(path)) return;
        List<Path> all;
        try (var walk = Files.walk(path)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (var each : all) Files.deleteIfExists(each);
    }
}
