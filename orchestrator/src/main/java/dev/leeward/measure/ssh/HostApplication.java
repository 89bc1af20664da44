package dev.leeward.measure.ssh;

import dev.leeward.config.MeasureSettings;
import dev.leeward.measure.joint.Deadline;
import dev.leeward.program.ProgramEnd;
import dev.leeward.unit.Units.Doing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The application on a host: has it take its settings, and shows whether it works. */
final class HostApplication {
    private final Connection connection;
    private final HostUnits units;
    private final MeasureSettings.BySsh settings;

    HostApplication(Connection connection, MeasureSettings.BySsh settings) {
        this.connection = connection;
        this.units = new HostUnits(connection);
        this.settings = settings;
    }

    /** What it came to. */
    record Proof(boolean well, String evidence) {}

    /**
     * Restarts and reloads its units, looks at them, and asks for the proof.
     *
     * @throws IOException if the connection was lost, so that nobody knows
     */
    Proof take(Deadline until) throws IOException {
        var evidence = new ArrayList<String>();
        for (var unit : settings.restart()) if (!changed("restart", unit, until, evidence)) return not(evidence);
        for (var unit : settings.reload()) if (!changed("reload", unit, until, evidence)) return not(evidence);
        // A unit that was never restarted runs on with the settings of before, and looks as well as ever: so that comes
        // first.
        for (var unit : Stream.concat(settings.restart().stream(), settings.reload().stream())
                .distinct()
                .toList()) {
            if (!active(unit, until, evidence)) return not(evidence);
        }
        if (settings.proof().isPresent() && !proven(settings.proof().get(), until, evidence)) return not(evidence);
        return new Proof(true, evidence.isEmpty() ? "nothing was restarted" : String.join("; ", evidence));
    }

    private static Proof not(List<String> evidence) {
        return new Proof(false, String.join("; ", evidence));
    }

    private boolean changed(String verb, String unit, Deadline until, List<String> evidence) throws IOException {
        var end = connection.run(HostUnits.change(settings.access().sudo(), verb, unit), until);
        boolean well = end instanceof ProgramEnd.Exited exited && exited.code() == 0;
        evidence.add(verb + " " + unit + (well ? "" : " " + HostUnits.said(end)));
        return well;
    }

    private boolean active(String unit, Deadline until, List<String> evidence) throws IOException {
        var seen = units.look(unit, until);
        evidence.add(seen.evidence());
        return seen.doing() == Doing.ACTIVE;
    }

    private boolean proven(List<String> proof, Deadline until, List<String> evidence) throws IOException {
        var end = connection.run(proof, until);
        boolean well = end instanceof ProgramEnd.Exited exited && exited.code() == 0;
        evidence.add("the proof " + HostUnits.said(end));
        return well;
    }
}
