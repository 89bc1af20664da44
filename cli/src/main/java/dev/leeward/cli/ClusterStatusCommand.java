package dev.leeward.cli;

import dev.leeward.api.body.ClusterBody;
import java.util.Locale;
import picocli.CommandLine.Command;

/** {@code leeward cluster status}. */
@Command(
        name = "status",
        header = "Show which node leads.",
        description = {
            "",
            "As the node that is asked sees it. Exit code 0 when a node leads, 1 when there is none or nobody can tell.",
            ""
        },
        mixinStandardHelpOptions = true)
final class ClusterStatusCommand extends NodeCommand {
    ClusterStatusCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(ApiClient client) {
        var said = client.get("/api/v1/cluster", ClusterBody.class);
        if (!(said instanceof Said.Answer<ClusterBody>(ClusterBody body))) return complain(said);
        if (json()) {
            OutputOption.print(out(), body);
        } else {
            out().printf("%s %s: %s%n", body.node(), body.leads() ? "leads" : "stands by", body.sentence());
            body.leaseLeft().ifPresent(left -> out().printf(Locale.ROOT, "its lease lasts %.1f s%n", left));
            out().println("the journal's last line is " + body.sequence());
        }
        return body.leader().isPresent() ? Exit.FINE : Exit.NO;
    }
}
