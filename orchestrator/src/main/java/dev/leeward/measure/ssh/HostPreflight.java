package dev.leeward.measure.ssh;

import dev.leeward.config.MeasureSettings;
import dev.leeward.config.ServerAddress;
import dev.leeward.environment.EnvironmentText;
import dev.leeward.fault.FaultCode;
import dev.leeward.measure.joint.Deadline;
import dev.leeward.program.ProgramEnd;
import dev.leeward.steering.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Looks for what would keep settings from getting into force on one host, and changes nothing there. */
final class HostPreflight {
    private static final int ROOT = 0;

    private final MeasureSettings.BySsh settings;

    HostPreflight(MeasureSettings.BySsh settings) {
        this.settings = settings;
    }

    /** What was noticed at {@code host}. */
    List<Finding> at(ServerAddress host, Deadline end) {
        return HostLook.at(host, settings.access(), end, this::ask);
    }

    private void ask(HostLook look) throws IOException, HostException {
        file(look);
        if (!settings.access().sudo()) return;
        for (var unit : settings.restart()) look.program(HostUnits.change(true, "restart", unit));
        for (var unit : settings.reload()) look.program(HostUnits.change(true, "reload", unit));
    }

    private void file(HostLook look) throws IOException, HostException {
        var path = settings.file();
        var found = look.files().read(path, EnvironmentText.MOST_BYTES);
        if (found.isEmpty()) {
            look.error(FaultCode.NOT_FOUND, "there is no " + path);
            return;
        }
        if (EnvironmentText.read(found.get().bytes()) instanceof EnvironmentText.Read.Wrong(String sentence)) {
            look.error(FaultCode.REJECTED, path + " would be left alone: " + sentence);
        }
        look.folder(path);
        int owner = found.get().attributes().getUID();
        var user = look.run(List.of("id", "-u"));
        if (user instanceof ProgramEnd.Exited exited && exited.code() == 0) {
            var id = new String(exited.output().bytes(), StandardCharsets.UTF_8).strip();
            if (!id.equals("" + owner) && !id.equals("" + ROOT)) {
                look.error(
                        FaultCode.FORBIDDEN,
                        path + " belongs to the user " + owner + ", to whom "
                                + settings.access().user() + " cannot give a new one");
            }
        }
    }
}
