package dev.leeward.cli;

import dev.leeward.node.Preflights;

/**
 * What the commands reach beyond the command line.
 *
 * @param preflight for {@code check --online}
 * @param node for {@code leeward serve}
 * @param observer for {@code leeward observe}
 */
record Wiring(Preflight preflight, NodeRun node, NodeRun observer) {
    /** The real parts. */
    static Wiring real() {
        return new Wiring(Preflights::look, NodeProcess::serve, NodeProcess::observe);
    }
}
