package dev.leeward.cli;

import dev.leeward.api.Json;
import dev.leeward.api.body.OrderBody;
import dev.leeward.api.body.OrderReplyBody;
import dev.leeward.decision.OfflineRecord;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.format.ChainCheck;
import dev.leeward.format.JournalFormat;
import dev.leeward.journal.UnreadableJournalException;
import dev.leeward.node.JournalHomes;
import dev.leeward.node.OfflineReading;
import dev.leeward.region.ServiceName;
import dev.leeward.relocation.JournalHome;
import dev.leeward.relocation.RelocationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code leeward cluster reconcile}. */
@Command(
        name = "reconcile",
        header = "Bring in what was done with `failover --offline`, once etcd is back.",
        description = {
            "",
            "Hands the record to the node that leads, which journals it, takes its epoch over, and reads from the targets what"
                    + " stands there. Nothing is moved by it. A record is brought in once; the file is marked then.",
            ""
        },
        footer = {"", "Example:", "  leeward cluster reconcile var/offline-20260301-021705.db"},
        mixinStandardHelpOptions = true)
final class ClusterReconcileCommand extends NodeCommand {
    @Parameters(paramLabel = "FILE", description = "The record that `failover --offline` left.")
    private Path file = Path.of("");

    @Mixin
    private ConfirmOption confirm = new ConfirmOption();

    ClusterReconcileCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(ApiClient client) {
        if (confirm.cannotAsk(surroundings)) {
            err().println("leeward: There is no terminal to ask on: say --yes to carry it out, or --dry-run to see what"
                    + " would happen.");
            return Exit.USAGE;
        }
        var home = JournalHomes.of(file, new Version().number());
        try {
            var records = read(home);
            if (records.isEmpty()) {
                err().println("leeward: " + file + " holds nothing that was done offline.");
                return Exit.USAGE;
            }
            return bringIn(client, home, records);
        } catch (RelocationException e) {
            err().println("leeward: " + e.problem().sentence());
            return Exit.FAILED;
        } catch (UnreadableJournalException e) {
            err().println("leeward: " + e.problem().sentence());
            return Exit.FAILED;
        }
    }

    private static Map<ServiceName, OfflineRecord> read(JournalHome home) throws RelocationException {
        try (var chain = home.look()) {
            var flaw = new ChainCheck<>(chain, true).flaw();
            if (flaw.isPresent()) {
                throw new RelocationException(Problem.lasting(
                        FaultCode.GARBLED, home.name() + ": " + flaw.get().sentence()));
            }
            return OfflineReading.of(chain);
        }
    }

    private int bringIn(ApiClient client, JournalHome home, Map<ServiceName, OfflineRecord> records)
            throws RelocationException {
        for (var each : records.entrySet()) {
            out().println(ink.bold(each.getKey() + ": ") + each.getValue().summary());
            var said = give(client, each.getKey(), each.getValue(), true);
            if (!(said instanceof Said.Answer<OrderReplyBody>)) return complain(said);
        }
        out().flush();
        if (confirm.dryRun()) {
            out().println("Nothing was done: this was a dry run.");
            return Exit.FINE;
        }
        if (!confirm.confirmed(surroundings, err())) {
            err().println("Nothing was done.");
            return Exit.NO;
        }
        for (var each : records.entrySet()) {
            var said = give(client, each.getKey(), each.getValue(), false);
            if (!(said instanceof Said.Answer<OrderReplyBody>(OrderReplyBody reply))) return complain(said);
            out().println(ink.good("Brought in. ") + reply.sentence());
        }
        try (var custody = home.take()) {
            custody.retire("the shared journal, where it was brought in");
        }
        out().flush();
        return Exit.FINE;
    }

    private static Said<OrderReplyBody> give(
            ApiClient client, ServiceName service, OfflineRecord offline, boolean dryRun) {
        var body = new OrderBody(
                "bring-in",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Json.MAPPER.readTree(JournalFormat.offline(offline))),
                dryRun);
        return client.order(Segment.of(service.value()), body, OrderReplyBody.class);
    }
}
