package dev.leeward.cli;

import dev.leeward.config.load.ConfigurationStore;
import java.io.PrintWriter;

/** Runs a node in this process. */
@FunctionalInterface
interface NodeRun {
    /** Runs until it is told to stop, and returns the exit code. */
    int run(ConfigurationStore store, String version, PrintWriter err);
}
