package dev.leeward.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Amazon's DynamoDB Local, a real server in a process of its own. What it keeps lies in memory and belongs to one access key in
 * one region: every test takes a key of its own ({@link #freshKey}), since writes become slower with each record that is in the
 * streams of the same key already. It listens on all addresses, there being no option for less.
 */
public final class DynamoDbLocal implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final AtomicLong KEYS = new AtomicLong();

    private final LocalProcess server;
    private final int port;

    private DynamoDbLocal(LocalProcess server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts one that forgets everything when it ends. */
    public static DynamoDbLocal start(Path folder) {
        int port = Ports.free();
        return start(
                folder,
                port,
                classPath(),
                "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
                "-inMemory",
                "-disableTelemetry",
                "-port",
                Integer.toString(port));
    }

    /**
     * Starts one that obeys to what is put into its table {@code [TEST_CONTROL]}, for the access key and region that ask: with
     * {@code ACTION} {@code ROLLOVER} its shards end and get children, and with {@code DILATE_TIME} so many {@code HOURS} pass
     * for what is in its streams.
     */
    public static DynamoDbLocal startControlled(Path folder) {
        int port = Ports.free();
        String ours = DynamoDbLocal.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return start(
                folder,
                port,
                ours + File.pathSeparator + classPath(),
                ControlledDynamoDbLocal.class.getName(),
                Integer.toString(port));
    }

    private static DynamoDbLocal start(Path folder, int port, String classPath, String... program) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                // Tests are short: the time to start counts for more than speed in the end.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath));
        command.addAll(List.of(program));
        LocalProcess server = LocalProcess.start(folder, command.toArray(String[]::new));
        server.awaitPort(port, START);
        return new DynamoDbLocal(server, port);
    }

    /** One for all tests of this JVM, ended with it. */
    public static DynamoDbLocal shared() {
        return Shared.SERVER;
    }

    /** An access key that no other test has. */
    public static String freshKey() {
        return "test" + ProcessHandle.current().pid() + "n" + KEYS.incrementAndGet();
    }

    /** Where clients connect. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Where clients connect, for a proxy before it. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    /** Stops answering without closing anything. */
    public void freeze() {
        server.freeze();
    }

    /** Goes on after {@link #freeze}. */
    public void thaw() {
        server.thaw();
    }

    @Override
    public void close() {
        // In memory there is nothing to be saved, and it takes its time to end by itself.
        server.kill();
        server.close();
    }

    /** Maven writes it down, in the module of that name. */
    private static String classPath() {
        String root = System.getProperty("leeward.root");
        if (root == null) throw new AssertionError("The system property leeward.root must name the project's folder");
        try {
            return Files.readString(Path.of(root, "dynamodb-local", "target", "class-path"))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Maven writes this file: ./mvnw -pl dynamodb-local generate-resources", e);
        }
    }

    private static final class Shared {
        private static final DynamoDbLocal SERVER = begin();

        private static DynamoDbLocal begin() {
            try {
                Path folder = Files.createTempDirectory("dynamodb-local-");
                DynamoDbLocal server = start(folder);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, folder)));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void end(DynamoDbLocal server, Path folder) {
            server.close();
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) Files.delete(file);
                Files.delete(folder);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot remove " + folder, e);
            }
        }
    }
}
