package dev.leeward.agent.fence;

import dev.leeward.agent.settings.EnvironmentFile;
import dev.leeward.agent.state.AtomicFile;
import dev.leeward.agent.unit.Program;
import dev.leeward.config.host.FenceSettings;
import dev.leeward.fault.Problem;
import dev.leeward.steering.Outcome;
import dev.leeward.unit.Units;
import dev.leeward.unit.Units.Doing;
import dev.leeward.unit.Units.Verb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a fence does to the host; every deed may be done again. */
public final class FenceDeeds {
    private static final String FENCED = "LEEWARD_FENCED";
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(30);
    private static final int MOST_FLAG = 4_096;

    private final FenceSettings settings;
    private final Optional<EnvironmentFile> environment;
    private final Units units;

    /**
     * @param environment the environment file, where the agent may set {@code LEEWARD_FENCED} in it
     */
    public FenceDeeds(FenceSettings settings, Optional<EnvironmentFile> environment, Units units) {
        this.settings = settings;
        this.environment = environment;
        this.units = units;
    }

    /**
     * What stands.
     *
     * @param whole whether all of it was seen to be as it shall
     */
    public record Looked(boolean whole, String evidence) {}

    /** The units to be stopped that run now. */
    List<String> running() {
        return settings.stop().stream()
                .filter(unit -> {
                    var doing = units.look(unit).doing();
                    return doing == Doing.ACTIVE || doing == Doing.CHANGING;
                })
                .toList();
    }

    /** Brings the fence about as far as it can, and says how far that is. */
    Looked assertFence(String reason) {
        var report = new Report();
        flag(reason).ifPresent(report::add);
        environment("yes").ifPresent(report::add);
        settings.on().ifPresent(argv -> report.add(said(Program.outcome(argv, COMMAND_LIMIT))));
        for (var unit : settings.stop()) report.add(stopped(unit));
        return report.looked("health says no");
    }

    /** Takes all of it away, and starts what was stopped. */
    Looked release(List<String> stopped) {
        var report = new Report();
        settings.off().ifPresent(argv -> report.add(said(Program.outcome(argv, COMMAND_LIMIT))));
        environment("no").ifPresent(report::add);
        settings.flag()
                .ifPresent(path -> report.add(attempt(
                        () -> new AtomicFile(path, MOST_FLAG).remove(), path + " is gone", "cannot remove " + path)));
        // What is not allowed any more is not touched any more, not even to start it.
        for (var unit : stopped) if (settings.stop().contains(unit)) report.add(started(unit));
        return report.looked("health is asked again");
    }

    private Optional<Said> flag(String reason) {
        return settings.flag().map(path -> {
            var file = new AtomicFile(path, MOST_FLAG);
            var text = (reason + "\n").getBytes(StandardCharsets.UTF_8);
            return attempt(
                    () -> {
                        if (file.read().isEmpty()) file.replace(text, PosixFilePermissions.fromString("rw-r--r--"));
                    },
                    path + " is there",
                    "cannot write " + path);
        });
    }

    private Optional<Said> environment(String fenced) {
        return environment.map(file -> attempt(
                () -> {
                    var _ = file.set(Map.of(FENCED, fenced));
                },
                FENCED + "=" + fenced + " stands in " + file.path(),
                "cannot set " + FENCED));
    }

    private Said stopped(String unit) {
        var seen = units.look(unit);
        if (seen.doing() == Doing.ACTIVE || seen.doing() == Doing.CHANGING) {
            var outcome = units.act(Verb.STOP, unit);
            seen = units.look(unit);
            if (seen.doing() != Doing.INACTIVE && seen.doing() != Doing.MISSING) {
                return new Said(false, said(outcome).sentence() + "; " + seen.evidence());
            }
        }
        // A unit that is not there cannot write.
        return new Said(seen.doing() == Doing.INACTIVE || seen.doing() == Doing.MISSING, seen.evidence());
    }

    private Said started(String unit) {
        var seen = units.look(unit);
        if (seen.doing() == Doing.ACTIVE) return new Said(true, seen.evidence());
        var outcome = units.act(Verb.START, unit);
        seen = units.look(unit);
        // One that works and ends (oneshot) is inactive again, rightly.
        boolean well = outcome instanceof Outcome.Applied;
        return new Said(well, (well ? "" : said(outcome).sentence() + "; ") + seen.evidence());
    }

    private interface Deed {
        void perform() throws IOException;
    }

    private static Said attempt(Deed deed, String done, String failed) {
        try {
            deed.perform();
            return new Said(true, done);
        } catch (IOException e) {
            return new Said(false, failed + ": " + e.getMessage());
        }
    }

    private static Said said(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied(String evidence) -> new Said(true, evidence);
            case Outcome.Untouched(Problem problem) -> new Said(false, problem.sentence());
            case Outcome.Unknown(Problem problem) -> new Said(false, problem.sentence());
        };
    }

    private record Said(boolean fine, String sentence) {}

    private static final class Report {
        private final List<String> sentences = new ArrayList<>();
        private boolean whole = true;

        void add(Said said) {
            whole &= said.fine();
            sentences.add(said.sentence());
        }

        Looked looked(String otherwise) {
            return new Looked(whole, sentences.isEmpty() ? otherwise : String.join("; ", sentences));
        }
    }
}
