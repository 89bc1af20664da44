package dev.leeward.node;

import dev.leeward.agents.Agents;
import dev.leeward.config.Configuration;
import dev.leeward.config.load.ConfigurationStore;
import dev.leeward.control.Input;
import dev.leeward.measure.MeasureId;
import dev.leeward.measure.Performer;
import dev.leeward.region.ServiceName;
import dev.leeward.service.Topology;
import dev.leeward.steering.Actuator;
import dev.leeward.steering.TargetId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration that this node runs on, and the parts that follow from it. A new one takes effect only when the
 * control loop has journaled it; a bad one, or one that would pull the ground from under a run, changes nothing (S20).
 */
final class Deployment implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Deployment.class);
    /** Looks are told and counted under the name that the node began with. */
    static final String RENAMED = "observer.name: it cannot change while the node runs; restart it";

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ConfigurationStore store;
    private final Agents agents;
    private volatile Running running;
    /** Of the control loop, while this node leads: it has the last word. */
    private Optional<Inbox> loop = Optional.empty();

    private volatile Optional<Consumer<Topology>> watchers = Optional.empty();

    private record Running(Configuration configuration, ActuatorShelf shelf, PerformerShelf performers) {
        static Running of(Configuration configuration, Agents agents) {
            var performers = PerformerShelf.of(configuration, agents);
            return new Running(configuration, ActuatorShelf.of(configuration), performers);
        }

        void close() {
            shelf.close();
            performers.close();
        }
    }

    Deployment(ConfigurationStore store, Agents agents) {
        this.store = store;
        this.agents = agents;
        this.running = Running.of(store.current(), agents);
    }

    /** The configuration in force. */
    Configuration running() {
        return running.configuration();
    }

    /** Tells {@code followers} the topology in force, now and after every reload. */
    void watch(Consumer<Topology> followers) {
        watchers = Optional.of(followers);
        followers.accept(running.configuration().topology());
    }

    /** From now on the loop behind {@code inbox} decides whether a configuration comes into force; the one that is. */
    synchronized Configuration leadTo(Inbox inbox) {
        loop = Optional.of(inbox);
        return running.configuration();
    }

    /** From now on a configuration that is right comes into force at once: nothing is moved by it here. */
    synchronized void standBy() {
        loop = Optional.empty();
    }

    /** The actuator of {@code target} under the configuration in force. */
    @Nullable
    Actuator actuator(TargetId target) {
        return running.shelf().get(target);
    }

    /** Whoever takes {@code measure} of {@code service} under the configuration in force. */
    @Nullable
    Performer performer(ServiceName service, MeasureId measure) {
        return running.performers().get(service, measure);
    }

    /** Reads the file again; completes with its errors, empty when it is in force. */
    synchronized CompletionStage<List<String>> reload() {
        return switch (store.reload()) {
            case ConfigurationStore.Reload.Refused refused -> {
                var errors = refused.remarks().stream().map(Object::toString).toList();
                loop.ifPresent(inbox -> inbox.put(new Input.Misconfigured("", errors), PATIENCE));
                yield CompletableFuture.completedStage(errors);
            }
            case ConfigurationStore.Reload.Unchanged _ -> {
                // The store may be ahead: the loop refused the file last time, and may take it now.
                boolean behind = !running.configuration().equals(store.current());
                yield behind ? propose(store.current()) : CompletableFuture.completedStage(List.of());
            }
            case ConfigurationStore.Reload.Replaced replaced -> {
                replaced.differences().forEach(line -> LOG.info("configuration: {}", line));
                yield propose(replaced.after());
            }
        };
    }

    private CompletionStage<List<String>> propose(Configuration next) {
        if (!next.observer().name().equals(running.configuration().observer().name())) {
            return CompletableFuture.completedStage(List.of(RENAMED));
        }
        if (loop.isEmpty()) {
            takeEffect(next);
            return CompletableFuture.completedStage(List.of());
        }
        var reply = new CompletableFuture<List<String>>();
        var input = new Input.Configured(next.topology(), next.digest(), objections -> {
            if (objections.isEmpty()) takeEffect(next);
            reply.complete(objections);
        });
        if (!loop.get().put(input, PATIENCE)) {
            reply.complete(List.of("the node is too busy; the configuration before stays in force"));
        }
        return reply;
    }

    private void takeEffect(Configuration next) {
        var before = running;
        running = Running.of(next, agents);
        watchers.ifPresent(w -> w.accept(next.topology()));
        // A call in flight over the old one comes back unclear, and is read back by the new one.
        before.close();
    }

    @Override
    public void close() {
        running.close();
    }
}
