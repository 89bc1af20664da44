package dev.leeward.measure.ssh;

import dev.leeward.measure.joint.Deadline;
import dev.leeward.program.ProgramEnd;
import dev.leeward.unit.UnitText;
import dev.leeward.unit.Units.Doing;
import dev.leeward.unit.Units.Seen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The units of systemd on a host. */
final class HostUnits {
    private final Connection connection;

    HostUnits(Connection connection) {
        this.connection = connection;
    }

    /** A program and its arguments that change {@code unit}. */
    static List<String> change(boolean sudo, String verb, String unit) {
        var words = new ArrayList<String>();
        if (sudo) words.addAll(List.of("sudo", "-n"));
        words.addAll(List.of("systemctl", verb, unit));
        return List.copyOf(words);
    }

    /** What {@code unit} is doing; looking needs no rights. */
    Seen look(String unit, Deadline until) throws IOException {
        var end = connection.run(UnitText.look("systemctl", unit), until);
        return end instanceof ProgramEnd.Exited exited && exited.code() == 0
                ? UnitText.seen(unit, new String(exited.output().bytes(), StandardCharsets.UTF_8))
                : new Seen(Doing.UNKNOWN, "looking at " + unit + " " + said(end));
    }

    /** Whether it is running, or about to, or about not to. */
    static boolean isUp(Seen seen) {
        return seen.doing() == Doing.ACTIVE || seen.doing() == Doing.CHANGING;
    }

    /** What is not there does not run. */
    static boolean isDown(Seen seen) {
        return seen.doing() == Doing.INACTIVE || seen.doing() == Doing.MISSING;
    }

    /** How a program ended, for people. */
    static String said(ProgramEnd end) {
        return switch (end) {
            case ProgramEnd.Exited exited -> {
                var words = exited.errors().shown().isEmpty()
                        ? exited.output().shown()
                        : exited.errors().shown();
                yield "ended with " + exited.code() + (words.isEmpty() ? "" : " (" + words + ")");
            }
            case ProgramEnd.Killed(String why, var _) -> why;
            case ProgramEnd.NotStarted(String why) -> why;
        };
    }
}
