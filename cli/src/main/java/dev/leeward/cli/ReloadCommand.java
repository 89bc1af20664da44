package dev.leeward.cli;

import dev.leeward.api.body.ReloadBody;
import picocli.CommandLine.Command;

/** {@code leeward reload}. */
@Command(
        name = "reload",
        header = "Have the node read its configuration file again.",
        description = {
            "",
            "Never moves traffic by itself. A file with errors changes nothing: the configuration before stays in force."
                    + " `leeward check` tells beforehand.",
            ""
        },
        footer = {"", "Example:", "  leeward check leeward.yaml && leeward reload"},
        mixinStandardHelpOptions = true)
final class ReloadCommand extends NodeCommand {
    ReloadCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(ApiClient client) {
        var said = client.post("/api/v1/reload", "{}", ReloadBody.class);
        if (!(said instanceof Said.Answer<ReloadBody>(ReloadBody body))) return complain(said);
        if (json()) {
            OutputOption.print(out(), body);
        } else {
            out().println(ink.good("Done: ") + body.sentence() + ".");
        }
        return Exit.FINE;
    }
}
