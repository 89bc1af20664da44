package dev.leeward.measure.ssh;

import dev.leeward.config.MeasureSettings;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.joint.Deadline;
import dev.leeward.program.ProgramEnd;
import dev.leeward.steering.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import net.schmizz.sshj.sftp.FileAttributes;

/**
 * Fences one host, or lets it go again. Which units ran is on its disk before any is stopped, and stays there until all of them
 * were started again, so that whoever comes next can; and every change is made only while the mark is this order's own.
 */
final class HostFence extends HostWork {
    /** For the application to look at, whoever it runs as. */
    private static final FileAttributes READABLE =
            new FileAttributes.Builder().withPermissions(0644).build();

    private static final int MOST_BYTES = 16 * 1024;

    private final MeasureSettings.SshFence settings;
    private final MeasureOrder order;
    private final List<String> evidence = new ArrayList<>();
    private boolean whole = true;

    HostFence(MeasureSettings.SshFence settings, MeasureOrder order, Deadline end) {
        super(settings.access(), end);
        this.settings = settings;
        this.order = order;
    }

    @Override
    Outcome with(Connection connection, RemoteFiles files) throws IOException, HostException {
        var ground = new Ground(files, settings.file(), order);
        var standing = ground.mark();
        ground.requireNoLater(standing);
        ground.claim(READABLE);
        var host = new Host(connection, files, ground, new HostUnits(connection));
        return order.way() == MeasureOrder.Way.TAKE ? raise(host) : lower(host, standing);
    }

    private record Host(Connection connection, RemoteFiles files, Ground ground, HostUnits units) {}

    private Outcome raise(Host host) throws IOException, HostException {
        var ran = remembered(host);
        var before = Set.copyOf(ran);
        for (var unit : settings.stop()) if (HostUnits.isUp(host.units().look(unit, end()))) ran.add(unit);
        if (!ran.equals(before)) remember(host, ran);
        touched(true);
        if (!isFlagged(host)) {
            var reason = "traffic of " + order.service() + " goes to " + order.to() + "\n";
            host.ground().put(settings.file(), reason.getBytes(StandardCharsets.UTF_8), READABLE);
        }
        boolean flagged = isFlagged(host);
        note(flagged, settings.file() + (flagged ? " is there" : " is gone again"));
        if (settings.on().isPresent()) ran(host, settings.on().get(), "on");
        for (var unit : settings.stop()) stop(host, unit);
        if (settings.proof().isPresent()) {
            var shown = host.connection().run(settings.proof().get(), end());
            note(isFine(shown), "the proof " + HostUnits.said(shown));
        }
        return closed(host, Mark.Stage.IN_FORCE);
    }

    private void stop(Host host, String unit) throws IOException, HostException {
        var seen = host.units().look(unit, end());
        if (!HostUnits.isDown(seen)) {
            var ended = change(host, "stop", unit);
            seen = host.units().look(unit, end());
            if (!HostUnits.isDown(seen)) evidence.add("stop " + unit + " " + HostUnits.said(ended));
        }
        note(HostUnits.isDown(seen), seen.evidence());
    }

    private Outcome lower(Host host, Optional<Mark> standing) throws IOException, HostException {
        var ran = remembered(host);
        boolean open =
                standing.filter(mark -> mark.stage() != Mark.Stage.TAKEN_BACK).isEmpty();
        if (open && ran.isEmpty() && !isFlagged(host)) {
            host.ground().note(Mark.Stage.TAKEN_BACK, "", READABLE);
            return new Outcome.Applied("no fence of ours stands");
        }
        touched(true);
        if (settings.off().isPresent()) ran(host, settings.off().get(), "off");
        // Before any unit, since a unit may look at it by ConditionPathExists.
        var removed = act(host, List.of("rm", "-f", "--", settings.file()));
        boolean flagged = isFlagged(host);
        note(!flagged, settings.file() + (flagged ? " is there: rm " + HostUnits.said(removed) : " is gone"));
        // What is not allowed any more is not touched any more, not even to start it.
        for (var unit : ran.reversed()) if (settings.stop().contains(unit)) start(host, unit);
        if (whole) remember(host, new LinkedHashSet<>());
        return closed(host, Mark.Stage.TAKEN_BACK);
    }

    private void start(Host host, String unit) throws IOException, HostException {
        if (HostUnits.isUp(host.units().look(unit, end()))) {
            evidence.add(unit + " runs");
            return;
        }
        var ended = change(host, "start", unit);
        // One that works and ends (oneshot) is inactive again, rightly.
        boolean well = isFine(ended);
        note(
                well,
                (well ? "" : "start " + HostUnits.said(ended) + "; ")
                        + host.units().look(unit, end()).evidence());
    }

    private Outcome closed(Host host, Mark.Stage stage) throws IOException, HostException {
        var words = String.join("; ", evidence);
        if (!whole) return new Outcome.Unknown(Problem.passing(FaultCode.UNAVAILABLE, words));
        host.ground().note(stage, "", READABLE);
        return new Outcome.Applied(words);
    }

    private void note(boolean fine, String sentence) {
        whole &= fine;
        evidence.add(sentence);
    }

    private void ran(Host host, List<String> program, String key) throws IOException, HostException {
        var ended = act(host, program);
        note(isFine(ended), "`" + key + "` " + HostUnits.said(ended));
    }

    private ProgramEnd change(Host host, String verb, String unit) throws IOException, HostException {
        return act(host, HostUnits.change(settings.access().sudo(), verb, unit));
    }

    /** Runs it unless a later order has come, however long it is held up on the way: the host itself looks. */
    private ProgramEnd act(Host host, List<String> program) throws IOException, HostException {
        var ended = host.connection().run(host.ground().guarded(program), end());
        if (ended instanceof ProgramEnd.Exited exited && exited.code() == Ground.OVERTAKEN) {
            host.ground().requireOwn();
        }
        return ended;
    }

    private static boolean isFine(ProgramEnd end) {
        return end instanceof ProgramEnd.Exited exited && exited.code() == 0;
    }

    private boolean isFlagged(Host host) throws IOException, HostException {
        return host.files().read(settings.file(), MOST_BYTES).isPresent();
    }

    /** Which units ran before any was stopped, one a line, in the order in which they are stopped. */
    private SequencedSet<String> remembered(Host host) throws IOException, HostException {
        var units = new LinkedHashSet<String>();
        host.files()
                .read(memory(), MOST_BYTES)
                .ifPresent(found -> new String(found.bytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .forEach(units::add));
        return units;
    }

    private void remember(Host host, Set<String> units) throws IOException, HostException {
        var lines = new StringBuilder();
        units.forEach(unit -> lines.append(unit).append('\n'));
        host.ground().put(memory(), lines.toString().getBytes(StandardCharsets.UTF_8), READABLE);
    }

    private String memory() {
        return settings.file() + ".stopped";
    }
}
