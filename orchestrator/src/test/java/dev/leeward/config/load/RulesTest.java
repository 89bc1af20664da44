package dev.leeward.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.source.Remark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** For each rule a change to the minimal example that breaks it, and nothing else. */
final class RulesTest {
    private static final String STEERING = "    steering:\n";
    private static final String HOME = "A: [192.0.2.1]";
    private static final String AWAY = "A: [198.51.100.1]";
    private static final String TARGET =
            "linode-dns: {domain: example.com, record: www, token: \"${env:LINODE_TOKEN}\"}";

    private static final String OURS = """
            data:
              stores:
                us-east: {aws-region: us-east-1}
                eu-central: {aws-region: eu-central-1}
              tables:
                carts:
                  key: {partition: id}
                  attributes: {id: S}
                  replication: leeward
            """;
    private static final String GLOBAL = OURS.replace("replication: leeward", "replication: global-tables");

    private static final String SIGNAL = "signal: {from: alerts, match: {region: us-east}}";
    private static final String HOOKS = "hooks: [{generic: {name: alerts, secret: \"${env:ALERT_SECRET}\"}}]\n";

    @TempDir
    Path directory;

    /**
     * A change that breaks a rule.
     *
     * @param error whether it makes the file unusable
     * @param at where the remark must point
     */
    private record Breach(String rule, boolean error, String at, String changed) {}

    static Stream<Arguments> breaches() {
        return all().stream().map(Arguments::of);
    }

    private static List<Breach> all() {
        List<Breach> all = new ArrayList<>();
        all.add(policy("timeout-within-interval", true, "detection: {interval: 5s, timeout: 6s}", "detection.timeout"));
        all.add(policy(
                "timeout-within-interval", false, "detection: {interval: 5s, timeout: 5s}", "detection.timeout"));
        all.add(policy("burst-within-interval", true, "detection: {interval: 1s, burst: 2s}", "detection.burst"));
        all.add(policy("fresh-outlasts-a-look", true, "detection: {fresh-for: 7s}", "detection.fresh-for"));
        all.add(policy("dwell-outlasts-detection", true, "failover: {dwell: 8s}", "failover.dwell"));
        all.add(policy("stability-proves-recovery", true, "failback: {stable-for: 49s}", "failback.stable-for"));
        all.add(policy("recovery-slower-than-failure", false, "detection: {recoveries: 2}", "detection.recoveries"));
        all.add(policy("budget-can-be-reached", false, "failover: {budget: 6 per 1h}", "failover.budget"));
        all.add(policy("quorum-has-witnesses", true, "detection: {quorum: 2}", "detection.quorum"));
        all.add(watched("quorum-survives-a-loss", false, "detection: {quorum: 3}", "quorum", "a", "b", "c"));
        all.add(watched("quorum-is-a-majority", false, "detection: {quorum: 1}", "quorum", "a", "b", "c"));
        all.add(watched("fresh-outlasts-the-way", false, "detection: {fresh-for: 8s}", "fresh-for", "a", "b", "c"));
        all.add(new Breach("node-is-a-vantage-point", false, "vantage-points", points("b", "c", "d", "e")));
        all.add(new Breach(
                "peers-are-asked-safely",
                true,
                "vantage-points[1].url",
                points("a", "b", "c").replace("http://127.0.0.1:2", "http://192.0.2.7:8600")));
        all.add(new Breach(
                "peers-are-asked-safely",
                true,
                "vantage-points[1]",
                points("a", "b", "c").replace("http://127.0.0.1:2", "https://192.0.2.7:8600")));
        all.add(policy("loss-can-be-measured", false, "failover: {max-data-loss: 30s}", "failover.max-data-loss"));
        all.add(kept(
                "loss-can-be-so-little", false, "failover: {max-data-loss: 30s}", "failover.max-data-loss", GLOBAL));
        all.add(kept("loss-can-be-so-little", false, "failover: {max-data-loss: 5s}", "failover.max-data-loss", OURS));
        all.add(policy("fences-have-tables", true, "run-book: [{fence: tables}, steer]", "run-book"));
        all.add(kept("catch-up-follows-a-fence", false, "run-book: [{catch-up: 5m}, steer]", "run-book", OURS));
        all.add(policy(
                "fences-have-hosts",
                true,
                "run-book: [{fence: {ssh: {hosts: {us-east: [web-1]}, user: leeward, key: \"${file:ssh.key}\","
                        + " known-hosts: known_hosts, file: /var/lib/leeward/fenced}}}, steer]",
                "run-book"));
        all.add(new Breach(
                "nodebalancers-are-known",
                true,
                "services.shop",
                minimal().replaceFirst("probes: \\[", "probes: [{nodebalancer: {name: shop-us}}, ")));
        all.add(policy(
                "flows-are-gone-through",
                false,
                "flows: {buy: {base: \"https://www.example.com\", steps: [{get: /}]}}",
                "flows.buy"));
        all.add(new Breach(
                "measures-have-agents",
                true,
                "services.shop.run-book",
                agent(minimal(), "192.0.2.1")
                        .replace(STEERING, "    run-book: [{fence: agents}, steer]\n" + STEERING)));
        all.add(new Breach(
                "settings-are-for-every-region",
                true,
                "services.shop.run-book",
                agent(agent(minimal(), "192.0.2.1"), "198.51.100.1")
                        .replace(
                                STEERING,
                                "    run-book: [{settings: {values: {us-east: {DB: here}}}}, steer]\n" + STEERING)));
        all.add(signalled("signals-have-a-source", ".us-east.probes[1].signal", "http: http://192.0.2.1/", ""));
        all.add(signalled("signals-are-not-alone", ".us-east.probes", "signal: {from: alerts, match: {a: b}}", HOOKS));
        all.add(new Breach(
                "references-are-seen",
                true,
                "observer.references[1].signal",
                minimal().replace("{tcp: \"9.9.9.9:443\"}", "{" + SIGNAL + "}") + HOOKS));
        all.add(kept("tables-are-declared", true, "tables: [carts, cart]", "tables[1]", OURS));
        all.add(new Breach(
                "regions-have-replicas", false, "services.shop", minimal() + OURS.replace("eu-central:", "eu-west:")));
        all.add(policy("settle-outlasts-ttl", false, "failover: {settle-after: 4m}", "failover.settle-after"));
        all.add(target("failover-ttl-is-short", true, "ttl: 30, failover-ttl: 120", ".failover-ttl"));
        all.add(target("ttl-allows-quick-moves", false, "ttl: 3600", ".ttl", "    failover: {settle-after: 1h}\n"));
        all.add(new Breach(
                "regions-answer-alike",
                true,
                "services.shop.regions.eu-central.addresses",
                minimal().replace(AWAY, AWAY + ", AAAA: [\"2001:db8::1\"]")));
        all.add(new Breach(
                "regions-are-apart",
                true,
                "services.shop.regions.eu-central.addresses",
                minimal().replace(AWAY, HOME)));
        all.add(new Breach(
                "no-cname-at-the-zones-own-name",
                true,
                "services.shop.steering[0].linode-dns.record",
                minimal()
                        .replace(HOME, "CNAME: a.example.net")
                        .replace(AWAY, "CNAME: b.example.net")
                        .replace("www", "\"@\"")));
        all.add(new Breach(
                "a-target-has-one-owner",
                true,
                "services.shop.steering[1].linode-dns",
                minimal().replace(TARGET + "\n", TARGET + "\n      - " + TARGET + "\n")));
        all.add(new Breach(
                "failover-routing-is-for-two",
                true,
                "services.shop.steering[0].route53.routing",
                minimal()
                        .replace(
                                STEERING,
                                "      third: {addresses: {A: [203.0.113.1]}, probes: [{tcp: \"203.0.113.1:80\"}]}\n"
                                        + STEERING)
                        .replace(TARGET, "route53: {zone: Z1, record: www.example.com, routing: failover}")));
        all.add(new Breach(
                "probes-look-past-the-steered-name",
                false,
                "services.shop.regions.us-east.probes[0]",
                minimal().replace("http://192.0.2.1/", "http://www.example.com/")));
        all.add(new Breach(
                "regions-are-looked-at-apart",
                false,
                "services.shop.regions.eu-central.probes[0]",
                minimal().replace("http://198.51.100.1/", "http://192.0.2.1/")));
        all.add(new Breach(
                "there-are-references",
                false,
                "observer.references",
                minimal().substring(0, minimal().indexOf("observer:"))));
        all.add(new Breach(
                "references-are-outside",
                false,
                "observer.references[0]",
                minimal().replace("1.1.1.1", "192.0.2.1")));
        all.add(place("places-name-what-there-is", true, ".regions", "regions: [us-est]", ""));
        all.add(place("nodes-are-elsewhere", false, "", "regions: [us-east], nodes: [place-1]", ""));
        all.add(
                place(
                        "etcd-outlives-a-region",
                        false,
                        ".etcd",
                        "regions: [us-east], etcd: [a.example, b.example]",
                        "journal: {etcd: {endpoints: [\"https://a.example:1\", \"https://b.example:1\", \"https://c.example:1\"]}}"));
        all.add(place(
                "providers-are-elsewhere",
                false,
                ".targets",
                "regions: [us-east], targets: [\"linode-dns:www.example.com\"]",
                ""));
        all.add(place(
                "somebody-is-told",
                false,
                ".notify",
                "regions: [us-east], notify: [pager]",
                "notify: [{command: {name: pager, argv: [/bin/true]}}]"));
        all.add(new Breach(
                "notices-are-about-what-there-is",
                true,
                "notify[0].command.for.services",
                minimal() + "notify: [{command: {argv: [/bin/true], for: {services: [shop, shpo]}}}]\n"));
        all.add(new Breach(
                "pages-reach-somebody",
                false,
                "notify",
                minimal() + "notify: [{command: {argv: [/bin/true], for: {severity: [warning, info]}}}]\n"));
        all.add(new Breach(
                "topics-outlive-a-region",
                false,
                "notify[0].sns.topic",
                minimal().replace("us-east:", "us-east-1:")
                        + "notify: [{sns: {topic: \"arn:aws:sns:us-east-1:123456789012:a\"}}]\n"));
        all.add(new Breach(
                "stores-are-apart",
                true,
                "data.stores.us-east-1",
                tables("replication: none").replace("stores: {", "stores: {a: {aws-region: us-east-1}, ")));
        all.add(stored("replication-is-said", true, "", ""));
        all.add(stored(
                "replication-has-two-ends", true, ".replication", "replication: leeward, replicas: [us-east-1]"));
        all.add(stored("replicas-have-a-stream", true, ".stream", "replication: leeward, stream: false"));
        all.add(stored(
                "strong-consistency-has-three-regions",
                true,
                ".consistency",
                "replication: global-tables, consistency: strong, replicas: [us-east-1, eu-west-1]"));
        all.add(stored(
                "strong-consistency-has-no-ttl",
                true,
                ".ttl",
                "replication: global-tables, consistency: strong, witness: us-west-2, ttl: gone"));
        all.add(new Breach(
                "global-tables-are-amazons",
                false,
                "data.tables.orders.replication",
                tables("replication: global-tables")
                        .replace("eu-west-1: {}", "eu-west-1: {endpoint: \"http://[::1]:1\"}")));
        return all;
    }

    /** With {@code first} and a signal as the probes of us-east. */
    private static Breach signalled(String rule, String at, String first, String more) {
        var text = minimal().replace("http: \"http://192.0.2.1/health.php\"", first + "}, {" + SIGNAL);
        return new Breach(rule, true, "services.shop.regions" + at, text + more);
    }

    private static Breach stored(String rule, boolean error, String at, String settings) {
        return new Breach(rule, error, "data.tables.orders" + at, tables(settings));
    }

    private static String tables(String settings) {
        return "data: {stores: {us-east-1: {}, eu-west-1: {}}, tables: {orders: {key: {partition: id}, attributes: {id: S}, "
                + (settings.isEmpty() ? "replicas: [us-east-1, eu-west-1]" : settings) + "}}}\n";
    }

    @Test
    void what_is_lost_with_a_region_is_fine_as_long_as_enough_is_left() {
        var text = minimal() + """
                journal: {etcd: {endpoints: ["https://a.example:1", "https://b.example:1", "https://c.example:1"]}}
                notify:
                  - command: {name: pager, argv: [/bin/true]}
                  - command: {name: mail, argv: [/bin/true]}
                places:
                  one: {regions: [us-east], etcd: [a.example], notify: [mail]}
                  two: {regions: [eu-central], etcd: [b.example]}
                  three: {nodes: [place-3], etcd: [c.example], targets: ["linode-dns:www.example.com"]}
                """;
        assertThat(new Samples(directory).check(text).remarks()).isEmpty();
    }

    @Test
    void this_node_may_say_its_place_by_itself() {
        var text = minimal().replace("observer:", "observer:\n  place: one") + "places: {one: {regions: [us-east]}}\n";
        assertThat(new Samples(directory).check(text).warnings())
                .singleElement()
                .satisfies(remark -> assertThat(remark.sentence()).contains("shares one with us-east"));
    }

    private static Breach place(String rule, boolean error, String at, String place, String more) {
        return new Breach(rule, error, "places.x" + at, minimal() + more + "\nplaces: {x: {" + place + "}}\n");
    }

    @ParameterizedTest
    @MethodSource("breaches")
    void a_breach_is_remarked_by_its_rule_and_no_other(Breach breach) {
        List<Remark> remarks = new Samples(directory).check(breach.changed()).remarks();
        assertThat(remarks).singleElement().satisfies(remark -> {
            assertThat(remark.sentence()).endsWith("[" + breach.rule() + "]");
            assertThat(remark.isError()).isEqualTo(breach.error());
            assertThat(remark.path()).isEqualTo(breach.at());
            assertThat(remark.advice()).isPresent();
        });
    }

    @Test
    void every_rule_has_a_breach_here() {
        Set<String> broken = all().stream().map(Breach::rule).collect(Collectors.toCollection(TreeSet::new));
        assertThat(broken)
                .containsExactlyElementsOf(
                        Rules.all().stream().map(Rule::name).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void a_rule_keeps_silent_about_values_that_are_wrong_by_themselves() {
        String text = minimal().replace(STEERING, "    detection: {interval: 5s, timeout: sixty}\n" + STEERING);
        assertThat(new Samples(directory).check(text).remarks()).hasSize(1);
    }

    private static Breach policy(String rule, boolean error, String policy, String at) {
        return new Breach(
                rule, error, "services.shop." + at, minimal().replace(STEERING, "    " + policy + "\n" + STEERING));
    }

    private static Breach kept(String rule, boolean error, String policy, String at, String declaration) {
        var breach = policy(rule, error, policy, at);
        return new Breach(rule, error, breach.at(), breach.changed() + declaration);
    }

    private static Breach watched(String rule, boolean error, String policy, String key, String... names) {
        var text = points(names).replace(STEERING, "    " + policy + "\n" + STEERING);
        return new Breach(rule, error, "services.shop.detection." + key, text);
    }

    /** Watched by all of {@code names}; this node is a. */
    private static String points(String... names) {
        var text = new StringBuilder(minimal().replace("observer:", "observer:\n  name: a"));
        text.append("vantage-points:\n");
        for (int i = 0; i < names.length; i++) {
            text.append("  - {name: %s, url: \"http://127.0.0.1:%d\"}\n".formatted(names[i], i + 1));
        }
        return text.toString();
    }

    private static Breach target(String rule, boolean error, String ttls, String at) {
        return target(rule, error, ttls, at, "");
    }

    private static Breach target(String rule, boolean error, String ttls, String at, String policies) {
        return new Breach(
                rule,
                error,
                "services.shop.steering[0].linode-dns" + at,
                minimal().replace("record: www", "record: www, " + ttls).replace(STEERING, policies + STEERING));
    }

    /** An agent in the region whose probe looks at {@code address}. */
    private static String agent(String text, String address) {
        var probes = "probes: [{http: \"http://" + address + "/health.php\"}]\n";
        var token = address.startsWith("192") ? "${env:AGENT_TOKEN}" : "${env:AGENT_TOKEN_2}";
        return text.replace(probes, probes + "        agents: [{name: web-1, token: \"" + token + "\"}]\n");
    }

    private static String minimal() {
        return Samples.example("minimal.yaml");
    }
}
