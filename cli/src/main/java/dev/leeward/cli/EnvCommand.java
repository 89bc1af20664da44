package dev.leeward.cli;

import dev.leeward.agent.settings.EnvironmentFile;
import dev.leeward.api.body.PlacesBody;
import dev.leeward.api.body.PlacesBody.Place;
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
        var said = client.get("/api/v1/services/" + Segment.of(service) + "/active", PlacesBody.class);
        if (!(said instanceof Said.Answer<PlacesBody>(PlacesBody places))) return complain(said);
        var here = place(places);
        if (here.isEmpty()) return refuse(Exit.USAGE, noSuchRegion(places));
        if (json()) {
            OutputOption.print(out(), places);
            return Exit.FINE;
        }
        var values = values(places, here.get());
        return file == null ? print(values) : write(values, file, places);
    }

    private Optional<Place> place(PlacesBody places) {
        var wanted = region == null ? places.active() : region;
        return places.regions().stream()
                .filter(place -> place.name().equals(wanted))
                .findFirst();
    }

    private String noSuchRegion(PlacesBody places) {
        var known = places.regions().stream().map(Place::name).collect(Collectors.joining(", "));
        return places.service() + " has no region '" + region + "': it has " + known;
    }

    private static Map<String, String> values(PlacesBody places, Place here) {
        var values = new TreeMap<>(Map.of(
                "LEEWARD_SERVICE",
                places.service(),
                "LEEWARD_REGION",
                here.name(),
                "LEEWARD_ACTIVE",
                places.active(),
                EPOCH,
                Long.toString(places.epoch()),
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

    private int write(Map<String, String> values, Path to, PlacesBody places) {
        var target = new EnvironmentFile(to.toAbsolutePath());
        try {
            if (isNewer(target.text(), places)) {
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

    private static boolean isNewer(EnvironmentText standing, PlacesBody places) {
        boolean same =
                standing.get("LEEWARD_SERVICE").filter(places.service()::equals).isPresent();
        return same
                && standing.get(EPOCH)
                        .filter(epoch -> epoch.matches("[0-9]{1,18}"))
                        .filter(epoch -> Long.parseLong(epoch) > places.epoch())
                        .isPresent();
    }

    private int refuse(int code, String sentence) {
        err().println("leeward: " + sentence);
        err().flush();
        return code;
    }
}
