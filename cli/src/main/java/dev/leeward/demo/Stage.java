package dev.leeward.demo;

import dev.leeward.config.load.ConfigurationStore;
import dev.leeward.config.load.Forecast;
import dev.leeward.config.source.Remark;
import dev.leeward.node.AnchoredClock;
import dev.leeward.node.Node;
import dev.leeward.secret.Environment;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Everything that runs during a demonstration: the world outside, a client, and a real node on a real configuration. */
final class Stage implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final InstantSource clock = AnchoredClock.notBefore(Instant.EPOCH);
    private final DemoFolder folder;
    private final DemoWorld world;
    private final Lookup lookup;
    private final Visitor visitor;
    private final Forecast forecast;
    private final Node node;
    private final NodeApi api;

    private Stage(DemoFolder folder, String version, Consumer<DemoWorld> twist) throws IOException {
        this.folder = folder;
        try {
            world = opened(DemoWorld.open(clock));
            twist.accept(world);
            lookup = new Lookup(world.nameServer().address());
            folder.write(world);
            var opened = configuration(folder);
            forecast = opened.check().forecasts().getFirst();
            node = opened(node(opened.store(), version));
            api = opened(new NodeApi(node.api()));
            visitor = opened(Visitor.start(world, lookup, clock));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Opens all of it.
     *
     * @param twist what is different about the world, before the node looks at it
     * @throws IOException if this machine does not let it, with a sentence why
     */
    static Stage open(DemoFolder folder, String version, Consumer<DemoWorld> twist) throws IOException {
        return new Stage(folder, version, twist);
    }

    private static ConfigurationStore.Opening.Opened configuration(DemoFolder folder) throws IOException {
        return switch (ConfigurationStore.open(folder.configuration(), Environment.of(Map.of()))) {
            case ConfigurationStore.Opening.Opened opened -> opened;
            case ConfigurationStore.Opening.Refused refused ->
                throw new IOException(refused.remarks().stream()
                        .map(Remark::toString)
                        .collect(Collectors.joining(System.lineSeparator())));
        };
    }

    private static Node node(ConfigurationStore store, String version) throws IOException {
        return switch (Node.start(store, version)) {
            case Node.Start.Running running -> running.node();
            case Node.Start.Refused refused ->
                throw new IOException(refused.problem().sentence());
        };
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    /** The same time as the node's, so that what both saw can stand in one time line. */
    Instant now() {
        return clock.instant();
    }

    DemoFolder folder() {
        return folder;
    }

    DemoWorld world() {
        return world;
    }

    Lookup lookup() {
        return lookup;
    }

    Visitor visitor() {
        return visitor;
    }

    /** What `leeward check` would promise. */
    Forecast forecast() {
        return forecast;
    }

    NodeApi api() {
        return api;
    }

    /** Stops the node alone; the rest goes on. */
    void stopNode() {
        node.close();
    }

    boolean isClosed() {
        return closed.get();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) Closing.all(open);
    }
}
