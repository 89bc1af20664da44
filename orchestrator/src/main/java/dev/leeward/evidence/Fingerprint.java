package dev.leeward.evidence;

import dev.leeward.probe.Check;
import dev.leeward.probe.UserFlow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells whether two vantage points ask the same of the same. How often and how patiently they ask is their own affair; so is
 * where they keep the file of authorities. Values of headers are left out, since they may be secrets.
 */
final class Fingerprint {
    private static final int BYTES = 16;

    private Fingerprint() {}

    /** The same text for the same check, in every process. */
    static String of(Check check) {
        var parts = new ArrayList<Object>();
        switch (check) {
            case Check.Http http -> {
                parts.addAll(List.of("http", http.url(), http.method(), http.connectTo(), http.followRedirects()));
                parts.add(new TreeSet<>(http.headers().keySet()));
                add(http.expect(), parts);
                add(http.tls(), parts);
            }
            case Check.Tcp tcp -> parts.addAll(List.of("tcp", tcp.host(), tcp.port()));
            case Check.Tls tls -> {
                parts.addAll(List.of("tls", tls.host(), tls.port()));
                add(tls.policy(), parts);
            }
            case Check.Dns dns ->
                parts.addAll(List.of("dns", dns.server(), dns.name(), dns.type(), new TreeSet<>(dns.expect())));
            case Check.Store store ->
                parts.addAll(List.of("store", store.look(), store.awsRegion(), store.endpoint(), store.table()));
            case Check.Flow(var flow) -> {
                parts.addAll(List.of("flow", flow.base(), flow.connectTo()));
                add(flow.tls(), parts);
                flow.steps().forEach(step -> add(step, parts));
            }
            case Check.Signal signal ->
                parts.addAll(List.of("signal", signal.from(), new TreeMap<>(signal.match()), signal.fresh()));
            case Check.Alarms alarms ->
                parts.addAll(List.of("alarms", alarms.awsRegion(), alarms.endpoint(), alarms.names()));
            case Check.NodeBalancer nodes ->
                parts.addAll(List.of("nodebalancer", nodes.balancer(), nodes.port(), nodes.atLeast(), nodes.share()));
            case Check.Command command -> parts.addAll(List.of("command", command.argv()));
        }
        return digest(parts);
    }

    private static void add(Check.Expectation expect, List<Object> parts) {
        parts.add(new TreeSet<>(expect.statuses()));
        parts.add(expect.bodyMatches());
        parts.add(new TreeMap<>(expect.json()));
        parts.add(new TreeMap<>(expect.headers()));
    }

    /** Texts as they are shown: without their secrets. */
    private static void add(UserFlow.Step step, List<Object> parts) {
        parts.addAll(List.of("step", step.method(), step.path().shown(), step.followRedirects(), step.captures()));
        parts.add(new TreeSet<>(step.headers().keySet()));
        parts.add(step.content()
                .map(content -> content.type() + " " + content.text().shown()));
        add(step.expect(), parts);
    }

    private static void add(Check.TlsPolicy policy, List<Object> parts) {
        parts.addAll(
                List.of(policy.verify(), policy.serverName(), policy.caFile().isPresent()));
    }

    private static String digest(List<Object> parts) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                var text = part.toString().getBytes(StandardCharsets.UTF_8);
                // The length first, so that no two lists of parts run together to the same text.
                sha.update((text.length + ":").getBytes(StandardCharsets.UTF_8));
                sha.update(text);
            }
            return HexFormat.of().formatHex(sha.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
