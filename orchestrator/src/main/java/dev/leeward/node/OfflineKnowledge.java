package dev.leeward.node;

import dev.leeward.config.Configuration;
import dev.leeward.config.JournalSettings;
import dev.leeward.control.BreakingGlass;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.journal.Event;
import dev.leeward.journal.Journal;
import dev.leeward.journal.Projection;
import dev.leeward.journal.Snapshot;
import dev.leeward.journal.etcd.EtcdHome;
import dev.leeward.region.RegionName;
import dev.leeward.relocation.RelocationException;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Reading;
import dev.leeward.steering.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What is known before the glass is broken, from this machine alone and from the targets.
 *
 * @param projection what the copy says, folded, with what was done offline since
 * @param copySequence the last line of the shared journal that the copy has
 * @param copyAsOf when it was complete the last time
 * @param silence why the shared journal cannot be reached
 * @param targets what each answers, for people
 * @param epoch from which the runs count
 */
public record OfflineKnowledge(
        Projection projection,
        long copySequence,
        Optional<Instant> copyAsOf,
        String silence,
        Optional<RegionName> active,
        Map<TargetId, String> targets,
        Epoch epoch) {
    private static final Duration READ_LIMIT = Duration.ofSeconds(15);
    private static final int PAGE = 1_000;

    static OfflineKnowledge of(
            OfflineFailover.Cause cause,
            Configuration configuration,
            Deployment deployment,
            Journal journal,
            OfflinePlaces places,
            String silence)
            throws RefusedException {
        var projection = journal.snapshot().map(Snapshot::state).orElse(Projection.EMPTY);
        long sequence = journal.snapshot().map(Snapshot::sequence).orElse(0L);
        long fork = sequence;
        boolean offline = false;
        for (var page = journal.read(sequence, PAGE); !page.isEmpty(); page = journal.read(sequence, PAGE)) {
            for (var entry : page) {
                projection = projection.fold(entry);
                sequence = entry.sequence();
                // What is written offline begins with the broken glass.
                offline |= entry.event() instanceof Event.GlassBroken;
                if (!offline) fork = sequence;
            }
        }
        var readings = read(configuration, deployment, cause);
        var known = projection.of(cause.service());
        var highest = known.epoch();
        var stands = new LinkedHashMap<TargetId, String>();
        for (var each : readings.entrySet()) {
            switch (each.getValue()) {
                case Reading.Found found -> {
                    if (found.epoch().compareTo(highest) > 0) highest = found.epoch();
                    stands.put(each.getKey(), "answers " + found.values() + ", epoch " + found.epoch());
                }
                case Reading.Unreadable unreadable ->
                    stands.put(each.getKey(), "cannot be read: " + unreadable.problem());
            }
        }
        return new OfflineKnowledge(
                projection, fork, places.copyAsOf(), silence, known.active(), stands, BreakingGlass.above(highest));
    }

    /** Why nobody can be asked who leads, or that nobody leads; refuses while somebody does. */
    static String silence(JournalSettings.Etcd etcd, Configuration configuration, String version)
            throws RefusedException {
        var home = new EtcdHome(
                Leaderships.place(etcd, configuration.observer().name().value(), version));
        try {
            var leader = home.leader();
            if (leader.isEmpty()) return "it answers, but no node leads";
            throw new RefusedException(Problem.lasting(
                    FaultCode.CONFLICT,
                    "etcd answers and " + leader.get() + " leads: order it there, or stop that node first"));
        } catch (RelocationException e) {
            return e.problem().sentence();
        }
    }

    private static Map<TargetId, Reading> read(
            Configuration configuration, Deployment deployment, OfflineFailover.Cause cause) throws RefusedException {
        var readings = new LinkedHashMap<TargetId, Reading>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new LinkedHashMap<TargetId, Future<Reading>>();
            for (var settings : configuration.steering(cause.service())) {
                var actuator = deployment.actuator(settings.id());
                if (actuator != null) asked.put(settings.id(), threads.submit(() -> actuator.read(READ_LIMIT)));
            }
            for (var each : asked.entrySet())
                readings.put(each.getKey(), each.getValue().get());
            return readings;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (RefusedException)
                    new RefusedException(Problem.passing(FaultCode.TIMED_OUT, "interrupted")).initCause(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("reading a target never fails exceptionally", e);
        }
    }
}
