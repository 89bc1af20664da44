package dev.leeward.simulator.check;

import dev.leeward.journal.Event;
import dev.leeward.region.Region;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import dev.leeward.simulator.trace.Stand;
import dev.leeward.steering.TargetId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All that happened so far as it stands now, but for looks: configuration, nodes, targets, and what the journal says. */
final class Scene {
    /** How a node's process is, and how long it stood still so far. */
    static final class Running {
        private Optional<Instant> frozenAt = Optional.empty();
        private Instant started;

        Running(Instant started) {
            this.started = started;
        }

        boolean frozen() {
            return frozenAt.isPresent();
        }

        Instant started() {
            return started;
        }
    }

    private final Map<ServiceName, Service> services = new LinkedHashMap<>();
    private final Map<TargetId, ServiceName> owners = new HashMap<>();
    private final Map<TargetId, Stand> truth = new HashMap<>();
    private final Map<Life, Running> running = new LinkedHashMap<>();
    private final Map<ServiceName, Account> accounts = new LinkedHashMap<>();

    /** Takes in what happened. */
    void see(Instant at, Happening what) {
        switch (what) {
            case Happening.Appended appended -> book(at, appended);
            case Happening.Changed changed -> truth.put(changed.target(), changed.after());
            case Happening.Began began -> {
                configure(began.topology());
                truth.putAll(began.targets());
            }
            case Happening.Configured configured -> {
                if (configured.accepted()) configure(configured.topology());
            }
            case Happening.NodeStarted node -> running.put(node.life(), new Running(at));
            case Happening.NodeDied node -> running.remove(node.life());
            case Happening.NodeFroze node -> {
                var process = running.get(node.life());
                if (process != null) process.frozenAt = Optional.of(at);
            }
            case Happening.NodeThawed node -> {
                var process = running.get(node.life());
                if (process != null) process.frozenAt = Optional.empty();
            }
            default -> {
                // Changes nothing that stands.
            }
        }
    }

    private void book(Instant at, Happening.Appended appended) {
        var entry = appended.entry();
        switch (entry.event()) {
            case Event.OfService event -> account(event.service()).book(at, appended.life(), entry.at(), event);
            case Event.NodeStarted _ -> accounts.values().forEach(Account::crash);
            case Event.ConfigurationApplied _, Event.ConfigurationRefused _, Event.NoticeDelivered _ -> {
                // About no run.
            }
        }
    }

    private void configure(Topology next) {
        services.clear();
        for (var service : next.services()) {
            services.put(service.name(), service);
            for (var target : service.targets()) owners.put(target, service.name());
        }
    }

    /** All configured services. */
    Collection<Service> services() {
        return services.values();
    }

    /** The configuration of {@code name}, while it has one. */
    Optional<Service> service(ServiceName name) {
        return Optional.ofNullable(services.get(name));
    }

    /** A configured region of a configured service. */
    Optional<Region> region(ServiceName service, RegionName name) {
        return service(service).stream()
                .flatMap(s -> s.regions().stream())
                .filter(region -> region.name().equals(name))
                .findFirst();
    }

    /** The region that {@code target} of {@code service} answers; empty: none's, or a mixture. */
    Optional<RegionName> answers(Service service, TargetId target) {
        return truth(target).flatMap(stand -> stand.region(service));
    }

    /** The service that steers {@code target}, or did last. */
    Optional<ServiceName> owner(TargetId target) {
        return Optional.ofNullable(owners.get(target));
    }

    /** What stands at {@code target}'s source of truth. */
    Optional<Stand> truth(TargetId target) {
        return Optional.ofNullable(truth.get(target));
    }

    /** What the journal says of {@code service}. */
    Account account(ServiceName service) {
        return accounts.computeIfAbsent(service, Account::new);
    }

    Collection<Account> accounts() {
        return accounts.values();
    }

    /** Nodes that run, frozen ones included. */
    Map<Life, Running> running() {
        return running;
    }
}
