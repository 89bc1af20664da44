package dev.leeward.agent;

import dev.leeward.agent.fence.FenceDeeds;
import dev.leeward.agent.fence.FenceWork;
import dev.leeward.agent.health.HostHealth;
import dev.leeward.agent.health.HostLooks;
import dev.leeward.agent.health.Proofs;
import dev.leeward.agent.health.Rounds;
import dev.leeward.agent.link.Links;
import dev.leeward.agent.page.HealthPage;
import dev.leeward.agent.settings.EnvironmentFile;
import dev.leeward.agent.settings.SettingsWork;
import dev.leeward.agent.state.StateFile;
import dev.leeward.agent.unit.Systemctl;
import dev.leeward.agents.OrderNote;
import dev.leeward.config.host.EnvironmentSettings;
import dev.leeward.config.host.HostSettings;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.probe.store.StoreProber;
import dev.leeward.prober.ProberOfEveryKind;
import dev.leeward.unit.Units;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running agent: where its parts meet, wired by hand. */
public final class Agent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final StateFile state;
    private final Links links;
    private final HealthPage page;

    /** What starting came to. */
    public sealed interface Start {
        /** It watches, and does what it is told. */
        record Running(Agent agent) implements Start {}

        /** It does not; nothing was changed. */
        record Refused(Problem problem) implements Start {}
    }

    /** Starts an agent as {@code settings} say. */
    public static Start start(HostSettings settings, String version) {
        var touched = touched(settings);
        var units = new Systemctl(
                settings.units().program(), touched, settings.units().limit());
        return start(settings, version, units, () -> {});
    }

    /** The same over {@code units}, telling {@code written} whenever state has come to the disk: tests crash there. */
    static Start start(HostSettings settings, String version, Units units, Runnable written) {
        StateFile state;
        try {
            state = StateFile.open(settings.state(), written);
        } catch (IOException e) {
            return new Start.Refused(Problem.lasting(FaultCode.MISCONFIGURED, "the state: " + e.getMessage()));
        }
        try {
            return new Start.Running(new Agent(settings, version, units, state));
        } catch (IOException e) {
            return new Start.Refused(Problem.lasting(FaultCode.MISCONFIGURED, "cannot start: " + e.getMessage()));
        }
    }

    private Agent(HostSettings settings, String version, Units units, StateFile state) throws IOException {
        this.state = state;
        parts.push(state);
        var clock = InstantSource.system();
        var environment = settings.settings().map(each -> new EnvironmentFile(each.file()));
        var fence = new FenceWork(new FenceDeeds(settings.fence(), fenced(settings, environment), units), state, clock);
        boolean begun = false;
        try {
            var prober = add(ProberOfEveryKind.asking(
                    List.of(), new StoreProber("agent/" + settings.name(), () -> Optional.of(settings.stores()))));
            var looks = new HostLooks(prober, units);
            var rounds = add(Rounds.start(settings.checks(), looks::of));
            var health = new HostHealth(rounds::states, () -> state.now().fence());
            var proofs = new Proofs(
                    rounds, settings.checks(), () -> state.now().fence().isPresent());
            Optional<SettingsWork> work = settings.settings()
                    .flatMap(each -> environment.map(file -> new SettingsWork(
                            each, settings.service(), settings.region(), file, state, units, proofs, clock)));
            var reports = new Reports(version, state, health, fence::looked, clock);
            var desk = new AtomicReference<Consumer<OrderNote>>(_ -> {});
            links = add(Links.of(
                    settings.orchestrators(), reports, note -> desk.get().accept(note), REPORT_EVERY));
            var orders = new OrderDesk(state, fence, work, settings.fence().every(), links::tellNow, links::silence);
            desk.set(orders::take);
            page = add(HealthPage.listen(settings, version, health, state, fence::looked, links));
            add(orders).start();
            links.start();
            begun = true;
            LOG.info(
                    "agent {} of {} in {}; health at {}",
                    settings.name(),
                    settings.service(),
                    settings.region(),
                    page.uri());
        } finally {
            if (!begun) close();
        }
    }

    /** The environment file, where the agent may say in it that the application is fenced. */
    private static Optional<EnvironmentFile> fenced(HostSettings settings, Optional<EnvironmentFile> file) {
        return settings.settings().filter(each -> each.allows("LEEWARD_FENCED")).flatMap(_ -> file);
    }

    private static Set<String> touched(HostSettings settings) {
        var ofSettings = settings.settings().map(EnvironmentSettings::units).orElse(List.of());
        return Stream.concat(ofSettings.stream(), settings.fence().stop().stream())
                .collect(Collectors.toSet());
    }

    private <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** Where health is told. */
    public URI health() {
        return page.uri();
    }

    /** The epoch it goes by. */
    public long epoch() {
        return state.now().epoch();
    }

    /** Stops; a fence is held on by the host as it is, and looked after again at the next start. */
    @Override
    public void close() {
        while (!parts.isEmpty()) closeQuietly(parts.pop());
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("could not close {}", part.getClass().getSimpleName(), e);
        }
    }
}
