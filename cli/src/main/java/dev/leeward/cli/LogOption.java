package dev.leeward.cli;

import picocli.CommandLine.Option;

/** {@code --log}, of every command that runs until it is stopped. */
final class LogOption {
    @Option(
            names = "--log",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "The form of the log on standard error: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Logging.Form form = Logging.Form.text;

    /** Sends the log of this process to standard error in that form. */
    void begin() {
        Logging.ofNode(form);
    }
}
