package dev.leeward.config.load;

import dev.leeward.config.AgentSettings;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.secret.Secret;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads which agents a region has. */
final class AgentReading {
    private static final int MAX_AGENTS = 32;
    private static final int LEAST_TOKEN = 16;
    private static final Pattern AGENT_TOKEN = Pattern.compile("services\\..*\\.agents\\[\\d+]\\.token");
    private static final Pattern PERSON_TOKEN = Pattern.compile("api\\.tokens\\[\\d+]\\.token");

    private AgentReading() {}

    static List<AgentSettings> read(Cell cell, ServiceName service, RegionName region) {
        Set<String> names = new HashSet<>();
        var agents = Section.items(cell, "agents", item -> agent(item, service, region, names));
        if (agents.size() > MAX_AGENTS) cell.wrong("more than " + MAX_AGENTS + " agents in one region");
        return agents;
    }

    private static Optional<AgentSettings> agent(Cell item, ServiceName service, RegionName region, Set<String> names) {
        return item.section("name and token").flatMap(section -> {
            Optional<String> name = section.require("name", "name: web-1")
                    .flatMap(cell -> NodeReading.nodeName(cell)
                            .flatMap(text -> names.add(text)
                                    ? Optional.of(text)
                                    : cell.wrong("another agent of this region has this name")));
            Optional<Secret> token = section.require("token", "token: \"${file:web-1.token}\"")
                    .flatMap(cell -> SecretValues.reference(cell)
                            .flatMap(secret -> secret.reveal().length() >= LEAST_TOKEN
                                    ? Optional.of(secret)
                                    : cell.wrong(
                                            "the token is shorter than " + LEAST_TOKEN
                                                    + " characters and could be guessed",
                                            "make one with `openssl rand -hex 32`")));
            section.end();
            return name.flatMap(n -> token.map(t -> new AgentSettings(service, region, n, t)));
        });
    }

    /** Remarks where two bearers have the same token: by it alone an agent is told from all others. */
    static void judge(Reading reading) {
        Map<String, Secret> people = new TreeMap<>();
        Map<String, Secret> agents = new TreeMap<>();
        reading.found().forEach((path, secret) -> {
            if (reading.secrets().at(path).isPretended()) return;
            if (AGENT_TOKEN.matcher(path).matches()) agents.put(path, secret);
            if (PERSON_TOKEN.matcher(path).matches()) people.put(path, secret);
        });
        Map<String, Secret> taken = new HashMap<>(people);
        agents.forEach((path, secret) -> {
            boolean again = taken.containsValue(secret);
            taken.put(path, secret);
            if (!again) return;
            var at = new Place(path, path, reading.span(path));
            reading.error(
                    at,
                    "another agent or caller has the same token",
                    Optional.of("give each its own: by it alone they are told apart"));
        });
    }
}
