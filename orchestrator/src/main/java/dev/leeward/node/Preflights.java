package dev.leeward.node;

import dev.leeward.agents.AgentDesk;
import dev.leeward.config.Configuration;
import dev.leeward.config.JournalSettings;
import dev.leeward.fault.FaultCode;
import dev.leeward.steering.Finding;
import dev.leeward.steering.TargetId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks every configured target, whoever takes a measure, and where the journal is, what would make a run fail, all side by side; changes nothing. */
public final class Preflights {
    /** Under this name stands what was noticed about the journal, where it is not on this machine. */
    private static final TargetId JOURNAL = new TargetId("journal");

    private Preflights() {}

    /** What was noticed at each target, in the order of the configuration; each is given {@code limit}. */
    public static Map<TargetId, List<Finding>> look(Configuration configuration, Duration limit) {
        var findings = new LinkedHashMap<TargetId, List<Finding>>();
        try (var shelf = ActuatorShelf.of(configuration);
                var performers = PerformerShelf.of(configuration, new AgentDesk(() -> false));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new LinkedHashMap<TargetId, Future<List<Finding>>>();
            for (var settings : configuration.targets()) {
                var actuator = shelf.get(settings.id());
                if (actuator != null) asked.put(settings.id(), threads.submit(() -> actuator.preflight(limit)));
            }
            performers
                    .all()
                    .forEach((key, performer) -> asked.put(
                            new TargetId("run-book:" + key.service() + "/" + key.measure()),
                            threads.submit(() -> performer.preflight(limit))));
            if (configuration.journal().store() instanceof JournalSettings.Etcd) {
                asked.put(JOURNAL, threads.submit(() -> JournalPreflight.look(configuration)));
            }
            asked.forEach((target, answer) -> findings.put(target, await(answer)));
        }
        return findings;
    }

    private static List<Finding> await(Future<List<Finding>> answer) {
        try {
            return new ArrayList<>(answer.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(error("interrupted before it answered"));
        } catch (ExecutionException e) {
            return List.of(error("could not be asked because of a bug: " + e.getCause()));
        }
    }

    private static Finding error(String sentence) {
        return new Finding(Finding.Severity.ERROR, FaultCode.INTERNAL, sentence);
    }
}
