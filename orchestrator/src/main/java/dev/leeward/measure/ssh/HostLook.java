package dev.leeward.measure.ssh;

import dev.leeward.config.ServerAddress;
import dev.leeward.config.SshAccess;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.measure.joint.Deadline;
import dev.leeward.program.ProgramEnd;
import dev.leeward.steering.Finding;
import dev.leeward.unit.Units.Doing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One look at one host that changes nothing there, and what was noticed. */
final class HostLook {
    private final Connection connection;
    private final RemoteFiles files;
    private final Deadline end;
    private final List<Finding> findings;

    private HostLook(Connection connection, RemoteFiles files, Deadline end, List<Finding> findings) {
        this.connection = connection;
        this.files = files;
        this.end = end;
        this.findings = findings;
    }

    /** What is looked for. */
    interface Questions {
        void ask(HostLook look) throws IOException, HostException;
    }

    /** What was noticed at {@code host}, be it that nobody gets in. */
    static List<Finding> at(ServerAddress host, SshAccess access, Deadline end, Questions questions) {
        var findings = new ArrayList<Finding>();
        try (var connection = Connection.open(host, access, end);
                var files = connection.files()) {
            questions.ask(new HostLook(connection, files, end, findings));
        } catch (HostException e) {
            findings.add(finding(
                    Finding.Severity.ERROR, e.problem().code(), e.problem().sentence()));
        } catch (IOException e) {
            findings.add(finding(Finding.Severity.ERROR, FaultCode.UNREACHABLE, "was lost: " + e.getMessage()));
        }
        return findings.stream()
                .map(each -> finding(each.severity(), each.code(), host + ": " + each.sentence()))
                .toList();
    }

    private static Finding finding(Finding.Severity severity, FaultCode code, String sentence) {
        return new Finding(severity, code, sentence);
    }

    RemoteFiles files() {
        return files;
    }

    /** Whether files in the folder of {@code path} can be renamed. */
    void folder(String path) throws IOException {
        var folder = path.substring(0, Math.max(1, path.lastIndexOf('/')));
        if (!succeeds(List.of("test", "-w", folder, "-a", "-x", folder))) {
            error(FaultCode.FORBIDDEN, "no file can be renamed in " + folder + ": let it belong to the user");
        }
    }

    /** Whether {@code program} is there, and sudo lets it be run where it stands behind {@code sudo -n}. */
    void program(List<String> program) throws IOException {
        if (program.size() > 2 && program.subList(0, 2).equals(List.of("sudo", "-n"))) {
            var question = new ArrayList<>(List.of("sudo", "-n", "-l"));
            question.addAll(program.subList(2, program.size()));
            if (succeeds(question)) return;
            error(FaultCode.FORBIDDEN, "sudo does not allow `" + String.join(" ", program) + "` without a password");
        } else if (!succeeds(List.of("sh", "-c", "command -v -- \"$1\"", "leeward", program.getFirst()))) {
            error(FaultCode.NOT_FOUND, program.getFirst() + " is no program that can be run");
        }
    }

    /** What {@code unit} does. */
    Doing doing(String unit) throws IOException {
        return new HostUnits(connection).look(unit, end).doing();
    }

    /** How {@code program}, which only looks, ended. */
    ProgramEnd run(List<String> program) throws IOException {
        return connection.run(program, end);
    }

    private boolean succeeds(List<String> program) throws IOException {
        return run(program) instanceof ProgramEnd.Exited exited && exited.code() == 0;
    }

    void error(FaultCode code, String sentence) {
        findings.add(finding(Finding.Severity.ERROR, code, sentence));
    }

    void error(Problem problem) {
        error(problem.code(), problem.sentence());
    }

    void warning(FaultCode code, String sentence) {
        findings.add(finding(Finding.Severity.WARNING, code, sentence));
    }
}
