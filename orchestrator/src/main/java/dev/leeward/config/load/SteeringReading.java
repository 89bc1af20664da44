package dev.leeward.config.load;

import dev.leeward.config.SteeringSettings;
import dev.leeward.config.SteeringSettings.Alias;
import dev.leeward.config.SteeringSettings.Routing;
import dev.leeward.config.VerifySettings;
import dev.leeward.config.load.Draft.SteeringDraft;
import dev.leeward.config.source.DidYouMean;
import dev.leeward.region.RegionName;
import dev.leeward.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the targets of one service. */
final class SteeringReading {
    static final List<String> KINDS = List.of("linode-dns", "route53", "rfc2136", "exec");
    private static final Set<String> LATER = Set.of("nodebalancer", "routing-control");
    private static final int DNS_PORT = 53;
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final Duration SHORT_TTL = Duration.ofSeconds(30);
    private static final Pattern ZONE_ID = Pattern.compile("[A-Z0-9]{1,32}");
    private static final Pattern EXEC_NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private final List<RegionName> regions;
    private final VerifySettings verify;

    SteeringReading(List<RegionName> regions, VerifySettings verify) {
        this.regions = regions;
        this.verify = verify;
    }

    Optional<SteeringDraft> target(Cell item) {
        return Kind.of(item, KINDS, LATER, "a target such as `linode-dns: {...}`")
                .flatMap(kind -> kind.content()
                        .section("the settings of a " + kind.word() + " target")
                        .flatMap(section -> {
                            Optional<? extends SteeringSettings> settings = switch (kind.word()) {
                                case "linode-dns" -> linode(section);
                                case "route53" -> route53(section);
                                case "rfc2136" -> rfc2136(section);
                                default -> exec(section);
                            };
                            section.end();
                            return section.sound()
                                    ? settings.map(s ->
                                            new SteeringDraft(section.place().path(), s))
                                    : Optional.empty();
                        }));
    }

    private Optional<SteeringSettings> linode(Section section) {
        Optional<String> domain =
                section.require("domain", "domain: example.com").flatMap(Network::dnsName);
        Optional<String> record = relative(section, domain);
        Duration ttl = section.value("ttl", TTL, Ttls.of(true));
        Duration failoverTtl = section.value("failover-ttl", SHORT_TTL, Ttls.of(true));
        Optional<Secret> token =
                section.require("token", "token: \"${env:LINODE_TOKEN}\"").flatMap(SecretValues::reference);
        URI api = section.value("api-url", SteeringSettings.LinodeDns.API, Network::api);
        VerifySettings proof = verify(section);
        return domain.flatMap(d -> record.flatMap(
                r -> token.map(t -> new SteeringSettings.LinodeDns(d, r, ttl, failoverTtl, t, api, proof))));
    }

    private Optional<SteeringSettings> rfc2136(Section section) {
        var server = section.require("server", "server: 192.0.2.53").flatMap(Network.server(DNS_PORT, 1)::parse);
        Optional<String> zone = section.require("zone", "zone: example.net").flatMap(Network::dnsName);
        Optional<String> record = relative(section, zone);
        Duration ttl = section.value("ttl", TTL, Ttls.of(false));
        Duration failoverTtl = section.value("failover-ttl", PolicyReading.shorter(ttl, SHORT_TTL), Ttls.of(false));
        var key = section.require("key", "key: \"${file:tsig.key}\"").flatMap(TsigKeys::parse);
        VerifySettings proof = verify(section);
        return server.flatMap(s -> zone.flatMap(z ->
                record.flatMap(r -> key.map(k -> new SteeringSettings.Rfc2136(s, z, r, ttl, failoverTtl, k, proof)))));
    }

    private Optional<SteeringSettings> route53(Section section) {
        Optional<String> zone =
                section.require("zone", "zone: Z0123456789ABCDEFGHIJ").flatMap(SteeringReading::zoneId);
        Optional<String> name =
                section.require("record", "record: www.example.com").flatMap(Network::dnsName);
        Duration ttl = section.value("ttl", TTL, Ttls.of(false));
        Duration failoverTtl = section.value("failover-ttl", PolicyReading.shorter(ttl, SHORT_TTL), Ttls.of(false));
        Routing routing = section.value("routing", Routing.SIMPLE, Values.choice(routings()));
        Map<RegionName, String> identifiers = identifiers(section, routing);
        Map<RegionName, Alias> aliases = new LinkedHashMap<>();
        section.cell("alias")
                .ifPresent(cell -> byRegion(cell, "regions with their aliases")
                        .forEach((region, alias) -> alias(alias).ifPresent(a -> aliases.put(region, a))));
        Optional<URI> endpoint = section.optional("endpoint-url", Network::api);
        Optional<SteeringSettings.AccessKey> credentials = accessKey(section);
        VerifySettings proof = verify(section);
        return zone.flatMap(z -> name.map(n -> new SteeringSettings.Route53(
                z, n, ttl, failoverTtl, routing, identifiers, aliases, endpoint, credentials, proof)));
    }

    private Optional<SteeringSettings> exec(Section section) {
        Optional<String> name = section.require("name", "name: edge-proxy")
                .flatMap(cell -> Values.words(cell)
                        .flatMap(text -> EXEC_NAME.matcher(text).matches()
                                ? Optional.of(text)
                                : cell.wrong("a name has lower-case letters, digits and hyphens only")));
        Optional<List<String>> command =
                section.require("command", "command: [/usr/local/bin/steer]").flatMap(ProbeKinds::argv);
        Duration timeout = section.value(
                "timeout", Duration.ofSeconds(30), Values.duration(Duration.ofMillis(100), Duration.ofMinutes(10)));
        return name.flatMap(n -> command.map(c -> new SteeringSettings.Exec(n, c, timeout)));
    }

    private VerifySettings verify(Section section) {
        return section.cell("verify")
                .flatMap(cell -> cell.section("how a move is proven"))
                .map(inner -> NodeReading.verify(inner, verify))
                .orElse(verify);
    }

    private static Optional<String> relative(Section section, Optional<String> zone) {
        return section.require("record", "record: www, or record: \"\" for the zone's own name")
                .flatMap(cell -> Values.text(cell).flatMap(text -> {
                    if (text.isEmpty() || text.equals("@")) return Optional.of("");
                    Optional<String> name = Network.name(text);
                    if (name.isEmpty()) return cell.wrong("not a DNS name: " + cell.found());
                    boolean absolute = zone.filter(
                                    z -> name.get().equals(z) || name.get().endsWith("." + z))
                            .isPresent();
                    return absolute
                            ? cell.wrong(
                                    "the record is relative to its zone, this repeats it",
                                    "write " + relativeTo(name.get(), zone.orElse("")))
                            : name;
                }));
    }

    private static String relativeTo(String name, String zone) {
        return name.equals(zone) ? "\"@\"" : name.substring(0, name.length() - zone.length() - 1);
    }

    private Map<RegionName, String> identifiers(Section section, Routing routing) {
        Map<RegionName, String> identifiers = new LinkedHashMap<>();
        if (routing != Routing.SIMPLE) regions.forEach(region -> identifiers.put(region, region.value()));
        Optional<Cell> given = section.cell("set-identifiers");
        if (given.isEmpty()) return identifiers;
        if (routing == Routing.SIMPLE) {
            given.get().wrong("simple routing has no set identifiers", "set routing: weighted, or remove them");
        }
        byRegion(given.get(), "regions with their set identifiers")
                .forEach((region, cell) -> Values.words(cell)
                        .flatMap(text ->
                                text.length() <= 128 ? Optional.of(text) : cell.wrong("longer than 128 characters"))
                        .ifPresent(text -> {
                            identifiers.remove(region);
                            if (identifiers.containsValue(text)) cell.wrong("another region has this set identifier");
                            identifiers.put(region, text);
                        }));
        return identifiers;
    }

    private static Optional<Alias> alias(Cell cell) {
        return cell.section("zone and name").flatMap(section -> {
            Optional<String> zone =
                    section.require("zone", "zone: Z0123456789ABCDEFGHIJ").flatMap(SteeringReading::zoneId);
            Optional<String> name =
                    section.require("name", "name: shop-1.elb.amazonaws.com").flatMap(Network::dnsName);
            boolean evaluate = section.value("evaluate-target-health", false, Values::flag);
            section.end();
            return zone.flatMap(z -> name.map(n -> new Alias(z, n, evaluate)));
        });
    }

    private Map<RegionName, Cell> byRegion(Cell cell, String what) {
        Map<RegionName, Cell> found = new LinkedHashMap<>();
        cell.named(what).orElse(Map.of()).forEach((name, value) -> {
            var region = regions.stream().filter(r -> r.value().equals(name)).findFirst();
            List<String> names = regions.stream().map(RegionName::value).toList();
            region.ifPresentOrElse(
                    r -> found.put(r, value),
                    () -> value.wrong(
                            Cell.quoted(name) + " is no region of this service",
                            DidYouMean.closest(name, names)
                                    .map(close -> "did you mean \"" + close + "\"?")
                                    .orElse("its regions are " + String.join(", ", names))));
        });
        return found;
    }

    /** Credentials of AWS that are not those of the default chain. */
    static Optional<SteeringSettings.AccessKey> accessKey(Section section) {
        Optional<Cell> id = section.cell("access-key");
        Optional<Cell> key = section.cell("secret-key");
        if (id.isPresent() && key.isEmpty()) id.get().wrong("access-key needs a secret-key beside it");
        if (key.isPresent() && id.isEmpty()) key.get().wrong("secret-key needs an access-key beside it");
        Optional<Secret> first = id.flatMap(SecretValues::reference);
        Optional<Secret> second = key.flatMap(SecretValues::reference);
        return first.flatMap(i -> second.map(k -> new SteeringSettings.AccessKey(i, k)));
    }

    private static Optional<String> zoneId(Cell cell) {
        return Values.words(cell).flatMap(text -> {
            String id = text.startsWith("/hostedzone/") ? text.substring("/hostedzone/".length()) : text;
            return ZONE_ID.matcher(id).matches()
                    ? Optional.of(id)
                    : cell.wrong(
                            "expected the id of a hosted zone, found " + cell.found(),
                            "look it up with `aws route53 list-hosted-zones`; it begins with Z");
        });
    }

    private static Map<String, Routing> routings() {
        Map<String, Routing> words = new LinkedHashMap<>();
        for (Routing routing : Routing.values()) words.put(Words.of(routing), routing);
        return words;
    }
}
