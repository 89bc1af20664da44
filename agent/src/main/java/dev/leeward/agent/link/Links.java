package dev.leeward.agent.link;

import dev.leeward.agents.AgentReport;
import dev.leeward.agents.OrderNote;
import dev.leeward.config.host.HostSettings.Orchestrator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The links to all orchestrators. */
public final class Links implements AutoCloseable {
    private final List<Link> links = new ArrayList<>();
    private final long begun = System.nanoTime();

    private Links() {}

    /**
     * Links to {@code orchestrators}, not started yet.
     *
     * @param orders gets what each of them orders, on its thread; quick, and not put off by a repetition
     * @param every how often each gets a report where nothing happens
     * @throws IOException if a file of authorities is of no use
     */
    public static Links of(
            List<Orchestrator> orchestrators, Supplier<AgentReport> report, Consumer<OrderNote> orders, Duration every)
            throws IOException {
        var links = new Links();
        for (var each : orchestrators) links.links.add(new Link(each, report, orders, every));
        return links;
    }

    /** Begins to ask and to report. */
    public void start() {
        links.forEach(Link::start);
    }

    /** Something happened that is to be reported now. */
    public void tellNow() {
        links.forEach(Link::tellNow);
    }

    /** How it stands with each. */
    public List<LinkState> states() {
        return links.stream().map(Link::state).toList();
    }

    /** How long no orchestrator has answered; empty where there is none to ask. */
    public Optional<Duration> silence() {
        if (links.isEmpty()) return Optional.empty();
        return Optional.of(states().stream()
                .flatMap(state -> state.heardAgo().stream())
                .min(Comparator.naturalOrder())
                .orElseGet(() -> Duration.ofNanos(System.nanoTime() - begun)));
    }

    @Override
    public void close() {
        links.forEach(Link::close);
    }
}
