package dev.leeward.agent.settings;

import dev.leeward.agent.state.HostState;
import dev.leeward.agent.state.HostState.Phase;
import dev.leeward.agent.state.HostState.Work;
import dev.leeward.agent.state.StateFile;
import dev.leeward.agent.unit.Program;
import dev.leeward.agents.AgentOrder;
import dev.leeward.agents.OutcomeNote;
import dev.leeward.config.host.EnvironmentSettings;
import dev.leeward.environment.EnvironmentText;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.steering.Outcome;
import dev.leeward.unit.Units;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts settings into force: keep what stood before, write, restart, prove, or take it back. Each step is on the disk before
 * the next begins, and each may be done again; so after a crash it reads what stands there and goes on.
 */
public final class SettingsWork {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsWork.class);
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(30);

    private final EnvironmentSettings settings;
    private final Map<String, String> own;
    private final EnvironmentFile file;
    private final StateFile state;
    private final Units units;
    private final Application application;
    private final InstantSource clock;

    /** In the region that the host is in. */
    public SettingsWork(
            EnvironmentSettings settings,
            ServiceName service,
            RegionName region,
            EnvironmentFile file,
            StateFile state,
            Units units,
            Application application,
            InstantSource clock) {
        this.settings = settings;
        this.own = Map.of("LEEWARD_SERVICE", service.value(), "LEEWARD_REGION", region.value());
        this.file = file;
        this.state = state;
        this.units = units;
        this.application = application;
        this.clock = clock;
    }

    /** Takes the order up; it is on the disk before anything is touched. */
    public void begin(AgentOrder.Settings order, String issue) throws IOException, InterruptedException {
        var objection = objection(order.values());
        if (objection.isPresent()) {
            end(order.operationId(), issue, untouched(FaultCode.REJECTED, objection.get()));
            return;
        }
        var work = new Work(order.operationId(), issue, order.epoch().value(), order.values(), Phase.INTENDED, "", "");
        state.change(now -> now.working(Optional.of(work)));
        resume();
    }

    private Optional<String> objection(Map<String, String> values) {
        if (values.isEmpty()) return Optional.of("the order names no settings");
        for (var each : values.entrySet()) {
            var wrong = EnvironmentText.objection(each.getKey(), each.getValue());
            if (wrong.isPresent()) return wrong;
            if (!settings.allows(each.getKey())) {
                return Optional.of(each.getKey() + " is not among the keys that this agent's file allows it to set");
            }
        }
        return Optional.empty();
    }

    /** Goes on with what is under way, whatever step it stopped at. */
    public void resume() throws IOException, InterruptedException {
        while (state.now().work().isPresent()) {
            var work = state.now().work().get();
            switch (work.phase()) {
                case INTENDED -> keep(work);
                case KEPT -> write(work);
                case WRITTEN -> prove(work);
                case ROLLING_BACK -> takeBack(work);
            }
        }
    }

    /** Nothing was touched yet: decides what the file shall be, and keeps what it is. */
    private void keep(Work work) throws IOException {
        EnvironmentText next;
        try {
            next = file.text().with(wanted(work));
            if (next.bytes().length > EnvironmentText.MOST_BYTES)
                throw new IOException(file.path() + " would be too large");
            var content = next.digest();
            boolean inForce = state.now()
                    .settings()
                    .filter(s -> s.content().equals(content))
                    .isPresent();
            if (inForce && file.digest().equals(content)) {
                end(work, new Outcome.Applied(file.path() + " had these settings already, and they were proven then"));
                return;
            }
            file.keep();
            to(work, Phase.KEPT, content, "");
        } catch (IOException e) {
            end(work, untouched(FaultCode.REJECTED, "nothing was changed: " + e.getMessage()));
        }
    }

    /** What a region's file always says, where the agent may, with what was ordered. */
    private Map<String, String> wanted(Work work) {
        Map<String, String> wanted = new TreeMap<>(own);
        wanted.put("LEEWARD_EPOCH", Long.toString(work.epoch()));
        wanted.put("LEEWARD_FENCED", state.now().fence().isPresent() ? "yes" : "no");
        wanted.keySet().removeIf(key -> !settings.allows(key));
        wanted.putAll(work.values());
        return wanted;
    }

    /** The file is the old one, or the new one if a crash came between. */
    private void write(Work work) throws IOException {
        try {
            if (!file.digest().equals(work.after())) {
                var next = file.text().with(wanted(work));
                if (!next.digest().equals(work.after())) {
                    LOG.warn(
                            "{} was changed by somebody else meanwhile; beginning from what stands there now",
                            file.path());
                    to(work, Phase.INTENDED, "", "");
                    return;
                }
                file.write(next);
            }
        } catch (IOException e) {
            end(work, unknown(FaultCode.UNAVAILABLE, "could not write: " + e.getMessage()));
            return;
        }
        to(work, Phase.WRITTEN, work.after(), "");
    }

    private void prove(Work work) throws IOException, InterruptedException {
        var taken = take();
        if (taken.well()) {
            state.change(now -> now.standing(
                            new HostState.Standing(work.operationId(), work.epoch(), clock.millis(), work.after()))
                    .working(Optional.empty())
                    .noting(OutcomeNote.of(
                            work.operationId(),
                            issue(now, work),
                            new Outcome.Applied(file.path() + " was written and read back; " + taken.evidence()))));
            LOG.info("settings of {} are in force: {}", work.operationId(), taken.evidence());
        } else if (settings.rollBack()) {
            LOG.error(
                    "settings of {} broke the application and are taken back: {}",
                    work.operationId(),
                    taken.evidence());
            to(work, Phase.ROLLING_BACK, work.after(), taken.evidence());
        } else {
            end(work, unknown(FaultCode.UNSAFE, file.path() + " was written, but " + taken.evidence()));
        }
    }

    private void takeBack(Work work) throws IOException, InterruptedException {
        try {
            file.restore();
        } catch (IOException e) {
            end(work, unknown(FaultCode.UNAVAILABLE, work.trouble() + "; could not put back: " + e.getMessage()));
            return;
        }
        var taken = take();
        end(
                work,
                taken.well()
                        ? untouched(
                                FaultCode.UNSAFE,
                                "the new settings broke the application and were taken back (" + work.trouble()
                                        + "); with those of before " + taken.evidence())
                        : unknown(
                                FaultCode.UNSAFE,
                                "with the new settings " + work.trouble() + "; those of before stand again, but "
                                        + taken.evidence()));
    }

    /** Has the application take what stands in the file, and proves that it works. */
    private Application.Proof take() throws InterruptedException {
        var proof = restartAndProve();
        // What the agent's own end cut short says nothing of the settings; the next life looks again.
        if (Thread.currentThread().isInterrupted()) throw new InterruptedException("the agent stops");
        return proof;
    }

    private Application.Proof restartAndProve() throws InterruptedException {
        List<String> evidence = new ArrayList<>();
        List<Outcome> done = new ArrayList<>();
        settings.restart().forEach(unit -> done.add(units.act(Units.Verb.RESTART, unit)));
        settings.reload().forEach(unit -> done.add(units.act(Units.Verb.RELOAD, unit)));
        settings.commands().forEach(argv -> done.add(Program.outcome(argv, COMMAND_LIMIT)));
        done.forEach(outcome -> evidence.add(said(outcome)));
        // A unit that was never restarted runs on with the settings of before, and looks as well as ever.
        if (!done.stream().allMatch(outcome -> outcome instanceof Outcome.Applied)) {
            return new Application.Proof(false, String.join("; ", evidence));
        }
        for (var unit : settings.units()) {
            var seen = units.look(unit);
            if (seen.doing() != Units.Doing.ACTIVE) {
                return new Application.Proof(false, String.join("; ", evidence) + "; " + seen.evidence());
            }
            evidence.add(seen.evidence());
        }
        // A fenced application answers no by design; that its units run is all that can be seen.
        if (state.now().fence().isPresent()) {
            evidence.add("the application is fenced and was not asked");
            return new Application.Proof(true, String.join("; ", evidence));
        }
        var proof = application.prove(settings.proof(), settings.within());
        evidence.add(proof.evidence());
        return new Application.Proof(proof.well(), String.join("; ", evidence));
    }

    private static String said(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied(String evidence) -> evidence;
            case Outcome.Untouched(Problem problem) -> problem.sentence();
            case Outcome.Unknown(Problem problem) -> problem.sentence();
        };
    }

    private void to(Work work, Phase phase, String content, String trouble) throws IOException {
        state.change(now -> now.working(now.work().map(each -> each.at(phase, content, trouble))));
        LOG.debug("{} is {}", work, phase);
    }

    private void end(Work work, Outcome outcome) throws IOException {
        end(work.operationId(), issue(state.now(), work), outcome);
    }

    /** It may have been given again meanwhile. */
    private static String issue(HostState now, Work work) {
        return now.work().map(Work::issue).orElse(work.issue());
    }

    private void end(String operationId, String issue, Outcome outcome) throws IOException {
        state.change(now -> now.working(Optional.empty()).noting(OutcomeNote.of(operationId, issue, outcome)));
        if (!(outcome instanceof Outcome.Applied)) LOG.warn("settings of {}: {}", operationId, said(outcome));
    }

    private static Outcome untouched(FaultCode code, String sentence) {
        return new Outcome.Untouched(Problem.lasting(code, sentence));
    }

    private static Outcome unknown(FaultCode code, String sentence) {
        return new Outcome.Unknown(Problem.passing(code, sentence));
    }
}
