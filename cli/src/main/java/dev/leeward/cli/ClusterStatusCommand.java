package dev.leeward.cli;

import dev.leeward.api.body.ClusterBody;
import java.util.Locale;
import picocli.CommandLine.Command;

/** {@code leeward cluster status}. */
@Command(
        name = "status",
        header = "Show which node leads, who could take over, and how etcd is.",
        description = {
            "",
            "As the node that is asked sees it; any will do.",
            "",
            "Exit code 0: a node leads, and another could. 1: none leads, nobody can tell, or redundancy is lost: a member"
                    + " of etcd or all nodes but one are missing.",
            ""
        },
        mixinStandardHelpOptions = true)
final class ClusterStatusCommand extends NodeCommand {
    private static final int WIDTH = 12;
    private static final double MEGABYTE = 1_000_000;

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
            show(body);
        }
        return body.leader().isPresent() && body.worries().isEmpty() ? Exit.FINE : Exit.NO;
    }

    private void show(ClusterBody body) {
        var out = out();
        out.printf("%s %s: %s%n", body.node(), body.leads() ? "leads" : "stands by", body.sentence());
        body.leaseLeft().ifPresent(left -> out.printf(Locale.ROOT, "its lease lasts %.1f s%n", left));
        out.println("the journal's last line is " + body.sequence());
        body.silentSince().ifPresent(since -> out.println(ink.bad(Silence.sentence(since))));
        if (!body.nodes().isEmpty()) out.println("nodes:");
        body.nodes().forEach(node -> out.println("  " + line(node)));
        if (!body.members().isEmpty()) out.println("etcd:");
        body.members().forEach(member -> out.println("  " + line(member)));
        body.vantagePoints().forEach(point -> out.println(VantageLine.of(point)));
        body.worries().forEach(worry -> out.println(ink.doubtful("redundancy is lost: ") + worry));
        out.flush();
    }

    private static String line(ClusterBody.NodeLine node) {
        return Text.pad(node.name(), WIDTH) + " " + (node.leads() ? "leads    " : "stands by") + " since "
                + Text.moment(node.since())
                + node.place().map(place -> ", place " + place).orElse("") + ", leeward " + node.version()
                + ", journal format " + node.journalFormat();
    }

    private String line(ClusterBody.MemberLine member) {
        var name = Text.pad(member.name(), WIDTH) + " ";
        if (member.version().isEmpty()) {
            return name + ink.bad("down     ") + " " + member.endpoint()
                    + member.trouble().map(why -> ": " + why).orElse("");
        }
        return name + (member.healthy() ? ink.good("healthy  ") : ink.bad("unhealthy")) + " " + member.endpoint()
                + (member.leads() ? ", leads etcd" : "") + ", index " + member.index() + ", "
                + member.lag() + " behind, "
                + String.format(Locale.ROOT, "%.2f MB", member.bytes() / MEGABYTE) + ", etcd " + member.version()
                + member.trouble().map(why -> ": " + why).orElse("");
    }
}
