package dev.leeward.cli;

import dev.leeward.api.body.ServiceBody;
import dev.leeward.api.body.ServicesBody;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code leeward status}. */
@Command(
        name = "status",
        header = "Show how every service stands: active region, verdicts, runs, pauses, proposals.",
        description = {
            "",
            "Exit code 0: every service's active region is healthy and nobody needs to be woken.",
            "Exit code 1: somebody should look.",
            ""
        },
        footer = {"", "Examples:", "  leeward status", "  leeward status shop --watch"},
        mixinStandardHelpOptions = true)
final class StatusCommand extends NodeCommand {
    @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "Only this service.")
    private @Nullable String service;

    @Option(
            names = {"-w", "--watch"},
            description = "Stay, and show every change until interrupted.")
    private boolean watch;

    @Option(names = "--updates", paramLabel = "N", description = "With --watch: end after so many updates.")
    private int updates;

    StatusCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(ApiClient client) {
        if (watch) return new Watching(client, this, updates).run();
        var said = look(client);
        return said instanceof Said.Answer<ServicesBody>(ServicesBody body) ? show(body, out()) : complain(said);
    }

    /** How the services stand that were asked for. */
    Said<ServicesBody> look(ApiClient client) {
        if (service == null) return client.get("/api/v1/services", ServicesBody.class);
        return switch (client.get("/api/v1/services/" + Segment.of(service), ServiceBody.class)) {
            case Said.Answer<ServiceBody>(ServiceBody body) ->
                new Said.Answer<>(new ServicesBody(List.of(body), Optional.empty()));
            case Said.Refusal<ServiceBody>(var problem) -> new Said.Refusal<>(problem);
            case Said.Silence<ServiceBody>(var sentence) -> new Said.Silence<>(sentence);
        };
    }

    /** Shows {@code body}, and returns the exit code. */
    int show(ServicesBody body, PrintWriter to) {
        var services = body.services();
        if (json()) {
            OutputOption.print(to, service == null ? body : services.getFirst());
        } else {
            body.silentSince().ifPresent(since -> to.println(ink.bad(Silence.sentence(since))));
            var block = new ServiceBlock(to, ink);
            for (int i = 0; i < services.size(); i++) {
                if (i > 0) to.println();
                block.print(services.get(i));
            }
            if (services.isEmpty()) to.println("No service is configured.");
        }
        to.flush();
        boolean well = body.silentSince().isEmpty() && services.stream().noneMatch(ServiceBlock::needsAttention);
        return well ? Exit.FINE : Exit.NO;
    }
}
