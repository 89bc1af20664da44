package dev.leeward.cli;

import dev.leeward.agent.settings.EnvironmentFile;
import dev.leeward.api.body.WhereaboutsBody;
import dev.leeward.api.body.WhereaboutsBody.Whereabouts;
import dev.leeward.environment.EnvironmentText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code leeward env}. */
@Command(
        name = "env",
        header = "Print where a service is, as an environment file.",
        description = {
            "",
            "For hosts without an agent, and for scripts: LEEWARD_ACTIVE is the region that carries the traffic, AWS_REGION and",
            "AWS_ENDPOINT_URL_DYNAMODB where the region's data is.",
            "",
            "Exit code 0: it is known, and printed or written.",
            "Exit code 1: FILE is of a later move than the node knows of, and was left as it is.",
            "Exit code 3: nobody answers, or it is not known yet. Keep what you have.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  leeward env shop",
            "  leeward env shop --region us-east --to /etc/leeward/environment"
        },
        mixinStandardHelpOptions = true)
final class EnvCommand extends NodeCommand {
    private static final String EPOCH = "LEEWARD_EPOCH";

    @Parameters(paramLabel = "SERVICE", description = "Which service.")
    private String service = "";

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The region of this host; the active one otherwise.")
    private @Nullable String region;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description =
                    "Set these names in FILE instead, replacing it as a whole, and leave all others in it as they are.")
    private @Nullable Path file;

    EnvCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(ApiClient client) {
        var said = client.get("/api/v1/services/" + Segment.of(service) + "/active", WhereaboutsBody.class);
        if (!(said instanceof Said.Answer<WhereaboutsBody>(WhereaboutsBody told))) return complain(said);
        var here = whereabouts(told);
        if (here.isEmpty()) return refuse(Exit.USAGE, noSuchRegion(told));
        if (json()) {
            OutputOption.print(out(), told);
            return Exit.FINE;
        }
        var values = values(told, here.get());
        return file == null ? print(values) : write(values, file, told);
    }

    private Optional<Whereabouts> whereabouts(WhereaboutsBody told) {
        var wanted = region == null ? told.active() : region;
        return told.regions().stream()
                .filter(each -> each.name().equals(wanted))
                .findFirst();
    }

    private String noSuchRegion(WhereaboutsBody told) {
        var known = told.regions().stream().map(Whereabouts::name).collect(Collectors.joining(", "));
        return told.service() + " has no region '" + region + "': it has " + known;
    }

    private static Map<String, String> values(WhereaboutsBody told, Whereabouts here) {
        var values = new TreeMap<>(Map.of(
                "LEEWARD_SERVICE",
                told.service(),
                "LEEWARD_REGION",
                here.name(),
                "LEEWARD_ACTIVE",
                told.active(),
                EPOCH,
                Long.toString(told.epoch()),
                "LEEWARD_FENCED",
                here.fenced() ? "yes" : "no"));
        here.dynamodb().ifPresent(store -> {
            values.put("AWS_REGION", store.region());
            store.endpoint().ifPresent(endpoint -> values.put("AWS_ENDPOINT_URL_DYNAMODB", endpoint));
        });
        return values;
    }

    private int print(Map<String, String> values) {
        var text = EnvironmentText.empty().with(values).bytes();
        out().print(new String(text, StandardCharsets.UTF_8));
        out().flush();
        return Exit.FINE;
    }

    private int write(Map<String, String> values, Path to, WhereaboutsBody told) {
        var target = new EnvironmentFile(to.toAbsolutePath());
        try {
            if (isNewer(target.text(), told)) {
                return refuse(Exit.NO, "left as it is: " + to + " is of a later move than this node knows of");
            }
            boolean changed = target.set(values);
            out().println((changed ? "written: " : "as it was: ") + to);
            out().flush();
            return Exit.FINE;
        } catch (IOException e) {
            return refuse(Exit.FAILED, "nothing was written: " + e.getMessage());
        }
    }

    private static boolean isNewer(EnvironmentText standing, WhereaboutsBody told) {
        boolean same =
                standing.get("LEEWARD_SERVICE").filter(told.service()::equals).isPresent();
        return same
                && standing.get(EPOCH)
                        .filter(epoch -> epoch.matches("[0-9]{1,18}"))
                        .filter(epoch -> Long.parseLong(epoch) > told.epoch())
                        .isPresent();
    }

    private int refuse(int code, String sentence) {
        err().println("leeward: " + sentence);
        err().flush();
        return code;
    }
}
