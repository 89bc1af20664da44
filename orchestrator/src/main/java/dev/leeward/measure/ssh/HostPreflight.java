package dev.leeward.measure.ssh;

import dev.leeward.config.MeasureSettings;
import dev.leeward.config.ServerAddress;
import dev.leeward.environment.EnvironmentText;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.measure.joint.Deadline;
import dev.leeward.program.ProgramEnd;
import dev.leeward.steering.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Looks for what would keep settings from getting into force on one host, and changes nothing there. */
final class HostPreflight {
    private static final int ROOT = 0;

    private final MeasureSettings.BySsh settings;
    private final Deadline end;
    private final List<Finding> findings = new ArrayList<>();

    HostPreflight(MeasureSettings.BySsh settings, Deadline end) {
        this.settings = settings;
        this.end = end;
    }

    /** What was noticed at {@code host}. */
    List<Finding> at(ServerAddress host) {
        try (var connection = Connection.open(host, settings.access(), end);
                var files = connection.files()) {
            file(connection, files);
            for (var unit : settings.restart()) allowed(connection, "restart", unit);
            for (var unit : settings.reload()) allowed(connection, "reload", unit);
        } catch (HostException e) {
            error(e.problem());
        } catch (IOException e) {
            error(Problem.passing(FaultCode.UNREACHABLE, "was lost: " + e.getMessage()));
        }
        return findings.stream()
                .map(each -> new Finding(each.severity(), each.code(), host + ": " + each.sentence()))
                .toList();
    }

    private void file(Connection connection, RemoteFiles files) throws IOException, HostException {
        var path = settings.file();
        var found = files.read(path, EnvironmentText.MOST_BYTES);
        if (found.isEmpty()) {
            error(Problem.lasting(FaultCode.NOT_FOUND, "there is no " + path));
            return;
        }
        if (EnvironmentText.read(found.get().bytes()) instanceof EnvironmentText.Read.Wrong(String sentence)) {
            error(Problem.lasting(FaultCode.REJECTED, path + " would be left alone: " + sentence));
        }
        var folder = path.substring(0, Math.max(1, path.lastIndexOf('/')));
        if (!succeeds(connection, List.of("test", "-w", folder, "-a", "-x", folder))) {
            error(Problem.lasting(
                    FaultCode.FORBIDDEN, "no file can be renamed in " + folder + ": let it belong to the user"));
        }
        int owner = found.get().attributes().getUID();
        var user = connection.run(List.of("id", "-u"), end);
        if (user instanceof ProgramEnd.Exited exited && exited.code() == 0) {
            var id = new String(exited.output().bytes(), StandardCharsets.UTF_8).strip();
            if (!id.equals("" + owner) && !id.equals("" + ROOT)) {
                error(Problem.lasting(
                        FaultCode.FORBIDDEN,
                        path + " belongs to the user " + owner + ", to whom "
                                + settings.access().user() + " cannot give a new one"));
            }
        }
    }

    private void allowed(Connection connection, String verb, String unit) throws IOException {
        if (!settings.access().sudo()) return;
        var change = HostApplication.change(true, verb, unit);
        var question = new ArrayList<>(List.of("sudo", "-n", "-l"));
        question.addAll(change.subList(2, change.size()));
        if (succeeds(connection, question)) return;
        error(Problem.lasting(
                FaultCode.FORBIDDEN, "sudo does not allow `" + String.join(" ", change) + "` without a password"));
    }

    private boolean succeeds(Connection connection, List<String> argv) throws IOException {
        return connection.run(argv, end) instanceof ProgramEnd.Exited exited && exited.code() == 0;
    }

    private void error(Problem problem) {
        findings.add(new Finding(Finding.Severity.ERROR, problem.code(), problem.sentence()));
    }
}
