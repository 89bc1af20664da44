package dev.leeward.node;

import dev.leeward.config.Configuration;
import dev.leeward.config.JournalSettings;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.journal.UnreadableJournalException;
import dev.leeward.relocation.Occupancy;
import dev.leeward.relocation.RelocationException;
import dev.leeward.steering.Finding;
import java.util.ArrayList;
import java.util.List;

/** Asks the journal's place whether a node could lead on it. Changes nothing, and holds no lease. */
final class JournalPreflight {
    private static final String VERSION = "preflight";

    private JournalPreflight() {}

    /** What is in the way; nothing is asked of a file of this machine. Takes some seconds at most. */
    static List<Finding> look(Configuration configuration) {
        if (!(configuration.journal().store() instanceof JournalSettings.Etcd)) return List.of();
        var findings = new ArrayList<Finding>();
        try (var chain = JournalHomes.of(configuration, VERSION).look()) {
            switch (chain.occupancy()) {
                case Occupancy.Empty _, Occupancy.InUse _ -> {
                    // A node can lead on either.
                }
                case Occupancy.Arriving _, Occupancy.Moved _, Occupancy.Backup _ ->
                    findings.add(error(Problem.lasting(
                            FaultCode.CONFLICT, "it " + chain.occupancy().sentence() + ": no node starts on it")));
            }
        } catch (RelocationException e) {
            findings.add(error(e.problem()));
        } catch (UnreadableJournalException e) {
            findings.add(error(e.problem()));
        }
        if (findings.isEmpty()) findings.addAll(members(configuration));
        return findings;
    }

    private static List<Finding> members(Configuration configuration) {
        try (var leadership = Leaderships.of(configuration, VERSION)) {
            return leadership.company().members().stream()
                    .flatMap(member -> member.trouble().stream()
                            .map(why -> new Finding(
                                    Finding.Severity.WARNING,
                                    FaultCode.UNAVAILABLE,
                                    "etcd's member " + member.name() + ": " + why)))
                    .toList();
        } catch (RefusedException e) {
            return List.of(error(e.problem()));
        }
    }

    private static Finding error(Problem problem) {
        return new Finding(Finding.Severity.ERROR, problem.code(), problem.sentence());
    }
}
