package dev.leeward.cli;

import dev.leeward.node.Preflights;

/**
 * What the commands reach beyond the command line.
 *
 * @param preflight for {@code check --online}
 * @param node for {@code serve}
 */
record Wiring(Preflight preflight, NodeRun node) {
    /** The real parts. */
    static Wiring real() {
        return new Wiring(Preflights::look, new NodeProcess());
    }
}
