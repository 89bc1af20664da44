package dev.leeward.api.body;

import dev.leeward.agents.AgentReport;
import dev.leeward.agents.AgentStanding;
import java.util.List;
import java.util.Optional;

/** The agents that are declared, and what each said last. */
public record AgentsBody(List<Agent> agents) {
    /** One of them; what it never said is not there. */
    public record Agent(
            String service,
            String region,
            String name,
            Optional<Double> heardSecondsAgo,
            Optional<String> version,
            Optional<Boolean> serves,
            Optional<String> health,
            Optional<AgentReport.HeldFence> fence,
            Optional<AgentReport.HeldSettings> settings) {}

    /** As {@code standings} say. */
    public static AgentsBody of(List<AgentStanding> standings) {
        return new AgentsBody(standings.stream().map(AgentsBody::agent).toList());
    }

    private static Agent agent(AgentStanding standing) {
        var report = standing.report();
        return new Agent(
                standing.id().service().value(),
                standing.id().region().value(),
                standing.id().name(),
                standing.heardAgo().map(ago -> ago.toMillis() / 1_000.0),
                report.map(AgentReport::version),
                report.map(said -> said.health().serves()),
                report.map(said -> said.health().sentence()),
                report.flatMap(AgentReport::fence),
                report.flatMap(AgentReport::settings));
    }
}
