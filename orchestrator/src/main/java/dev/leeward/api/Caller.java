package dev.leeward.api;

import dev.leeward.agents.AgentId;
import java.util.Optional;

/**
 * Who calls, as authenticated.
 *
 * @param agent which one, where it is an agent
 */
record Caller(String name, Role role, Optional<AgentId> agent) {
    /** Anybody on this machine, where no tokens are configured and nobody else can connect. */
    static final Caller LOCAL = new Caller("local", Role.OPERATOR);
    /** Nobody in particular, on routes that are open to all. */
    static final Caller ANYONE = new Caller("anyone", Role.VIEWER);

    Caller(String name, Role role) {
        this(name, role, Optional.empty());
    }

    static Caller agent(AgentId id) {
        return new Caller(id.toString(), Role.AGENT, Optional.of(id));
    }
}
