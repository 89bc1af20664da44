package dev.leeward.measure.ssh;

import dev.leeward.config.MeasureSettings;
import dev.leeward.config.ServerAddress;
import dev.leeward.fault.FaultCode;
import dev.leeward.measure.joint.Deadline;
import dev.leeward.program.ProgramEnd;
import dev.leeward.steering.Finding;
import dev.leeward.unit.Units.Doing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Looks for what would leave a hole in a fence around one host, and changes nothing there. */
final class FencePreflight {
    private final MeasureSettings.SshFence settings;

    FencePreflight(MeasureSettings.SshFence settings) {
        this.settings = settings;
    }

    /** What was noticed at {@code host}. */
    List<Finding> at(ServerAddress host, Deadline end) {
        return HostLook.at(host, settings.access(), end, this::ask);
    }

    private void ask(HostLook look) throws IOException {
        look.folder(settings.file());
        if (settings.on().isPresent()) look.program(settings.on().get());
        if (settings.off().isPresent()) look.program(settings.off().get());
        if (settings.proof().isPresent()) look.program(settings.proof().get());
        for (var unit : settings.stop()) unit(look, unit);
    }

    private void unit(HostLook look, String unit) throws IOException {
        if (look.doing(unit) == Doing.MISSING) {
            look.error(FaultCode.NOT_FOUND, "there is no unit " + unit + " to stop");
            return;
        }
        if (settings.access().sudo()) {
            look.program(HostUnits.change(true, "stop", unit));
            look.program(HostUnits.change(true, "start", unit));
        }
        var condition = "ConditionPathExists=!" + settings.file();
        if (look.run(List.of("systemctl", "cat", "--no-pager", "--", unit)) instanceof ProgramEnd.Exited exited
                && exited.code() == 0
                && new String(exited.output().bytes(), StandardCharsets.UTF_8)
                        .lines()
                        .noneMatch(line -> line.strip().equals(condition))) {
            look.warning(
                    FaultCode.UNSAFE,
                    unit + " would run again after a restart of the host, through the fence: add " + condition
                            + " to its [Unit]");
        }
    }
}
