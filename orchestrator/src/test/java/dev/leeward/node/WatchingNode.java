package dev.leeward.node;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.leeward.config.load.ConfigurationStore;
import dev.leeward.config.load.ConfigurationStore.Opening;
import dev.leeward.probe.store.StoreProber;
import dev.leeward.prober.ProberOfEveryKind;
import dev.leeward.resolve.SystemNames;
import dev.leeward.secret.Environment;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.LoggerFactory;

/**
 * A node, or an observer, in whose process names stand for what a hosts file of its own says: so that a test can break the way
 * from one place to another.
 *
 * <p>Arguments: {@code serve|observe}, the configuration, the hosts file.
 */
public final class WatchingNode {
    private WatchingNode() {}

    /** Runs until it is stopped. */
    public static void main(String[] args) throws Exception {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.INFO);
        var names = SystemNames.of(Path.of(args[2]), List.of());
        var prober = new ProberOfEveryKind(
                names, InstantSource.system(), "leeward/test", new StoreProber("test", Optional::empty));
        var file = Path.of(args[1]);
        var environment = Environment.of(System.getenv());
        var start = args[0].equals("serve")
                ? Node.start(
                        opened(ConfigurationStore.open(file, environment)), "test", UnaryOperator.identity(), prober)
                : Observer.start(opened(ConfigurationStore.openToObserve(file, environment)), "test", prober);
        switch (start) {
            case Node.Start.Running(Node node) -> System.out.println(node.awaitEnd());
            case Observer.Start.Watching(Observer observer) -> System.out.println(observer.awaitEnd());
            default -> throw new IllegalStateException(start.toString());
        }
    }

    private static ConfigurationStore opened(Opening opening) {
        if (opening instanceof Opening.Opened opened) return opened.store();
        throw new IllegalStateException(opening.toString());
    }
}
