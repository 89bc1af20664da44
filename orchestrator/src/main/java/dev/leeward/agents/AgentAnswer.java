package dev.leeward.agents;

import dev.leeward.steering.Outcome;

/** What is known of one agent and one operation. */
public sealed interface AgentAnswer {
    /** It has not said anything of it yet. */
    record NotHeard() implements AgentAnswer {}

    /** What it came to there; whether it stands still is what the agent's report says. */
    record Told(Outcome outcome) implements AgentAnswer {}
}
