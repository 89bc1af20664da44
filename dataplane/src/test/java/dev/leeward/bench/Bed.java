package dev.leeward.bench;

import dev.leeward.dynamodb.LocalStores;
import dev.leeward.dynamodb.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.testkit.DynamoDbLocal;
import dev.leeward.testkit.LocalProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One table in two regions that nobody has used before: the servers stay, the access key is fresh, since DynamoDB Local becomes
 * slower with each record that lies in the streams of the same key.
 */
final class Bed implements AutoCloseable {
    static final String TABLE = "orders";

    private static final String OPTIONS = "LEEWARD_JAVA_OPTS";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration STOPPING = Duration.ofSeconds(10);

    final String key = DynamoDbLocal.freshKey();
    final Store east;
    final Store west;
    private final Path folder;
    private final URI eastLink;
    private final URI westLink;
    private final List<LocalProcess> started = new ArrayList<>();

    /** Where processes reach the servers may be a link that counts. */
    Bed(Path folder, URI eastServer, URI westServer, URI eastLink, URI westLink) {
        this.folder = folder;
        this.eastLink = eastLink;
        this.westLink = westLink;
        this.east = store("us-east-1", eastServer);
        this.west = store("eu-central-1", westServer);
        LocalStores.create(east, TABLE);
        LocalStores.create(west, TABLE);
    }

    Bed(Path folder, URI eastServer, URI westServer) {
        this(folder, eastServer, westServer, eastServer, westServer);
    }

    /** The real command, as people start it. */
    LocalProcess replicate() {
        return replicate("");
    }

    /** The same, with these options of its JVM besides. */
    LocalProcess replicate(String options) {
        Path file = folder.resolve(key + ".yaml");
        write(file, """
                data:
                  stores:
                    us-east: {aws-region: us-east-1, endpoint: "%s"}
                    eu-central: {aws-region: eu-central-1, endpoint: "%s"}
                  tables:
                    %s:
                      key: {partition: k}
                      attributes: {k: S}
                      replication: leeward
                      mode: active-active
                      spread: %s
                """.formatted(eastLink, westLink, TABLE, System.getProperty("leeward.bench.spread", "none")));
        String launcher = Path.of(System.getProperty("leeward.root"), "leeward").toString();
        String inherited = System.getenv().getOrDefault(OPTIONS, "");
        return start(
                Map.of(OPTIONS, (inherited + " " + options).strip()), List.of(launcher, "replicate", file.toString()));
    }

    /** Reads one stream as fast as it can and puts what it finds, in a JVM like that of the command. */
    LocalProcess floor() {
        return peer(Floor.class);
    }

    /** Copies the rows of the one region into the other in batches, once, and ends. */
    LocalProcess copyFloor() {
        return peer(CopyFloor.class);
    }

    private LocalProcess peer(Class<?> program) {
        return start(
                Map.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName(),
                        key,
                        eastLink.toString(),
                        westLink.toString()));
    }

    /** What the processes started here have used of a core, in nanoseconds. */
    long used() {
        return started.stream()
                .flatMap(process -> ProcessHandle.of(process.pid()).stream())
                .mapToLong(process ->
                        process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
                .sum();
    }

    private LocalProcess start(Map<String, String> settings, List<String> command) {
        var environment = new HashMap<>(settings);
        environment.putAll(Map.of("AWS_ACCESS_KEY_ID", key, "AWS_SECRET_ACCESS_KEY", "secret"));
        LocalProcess process = LocalProcess.start(folder, environment, command);
        started.add(process);
        return process;
    }

    static Store store(String region, URI endpoint, String key) {
        return Store.open(StoreAddress.withKey(region, Optional.of(endpoint), key, "secret")
                .within(LIMIT));
    }

    private Store store(String region, URI endpoint) {
        return store(region, endpoint, key);
    }

    @Override
    public void close() {
        started.stream().filter(LocalProcess::isAlive).forEach(process -> process.terminate(STOPPING));
        started.forEach(Bed::tell);
        started.forEach(LocalProcess::close);
        east.close();
        west.close();
    }

    /** What it warned of belongs to the figures. */
    private static void tell(LocalProcess process) {
        try (Stream<String> lines = process.output().lines()) {
            lines.filter(line -> line.contains("WARN") || line.contains("ERROR") || line.contains("Exception"))
                    .limit(5)
                    .forEach(line -> System.out.println("    " + line));
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
