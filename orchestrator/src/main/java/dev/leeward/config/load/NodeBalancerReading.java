package dev.leeward.config.load;

import dev.leeward.config.MeasureSettings.NodeBalancerPlace;
import dev.leeward.config.source.Node;
import dev.leeward.linode.LinodeAccount;
import dev.leeward.probe.Check;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.secret.Secret;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what is said of NodeBalancers: the account they are in, which one a region has, and probes of their nodes. */
final class NodeBalancerReading {
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{2,40}");

    private NodeBalancerReading() {}

    static Optional<LinodeAccount> account(Section section) {
        Optional<Secret> token =
                section.require("token", "token: \"${env:LINODE_TOKEN}\"").flatMap(SecretValues::reference);
        URI api = section.value("api-url", LinodeAccount.PRODUCTION, Network::api);
        section.end();
        return token.map(known -> new LinodeAccount(api, known));
    }

    /** Which one a region has; only its label or id, or with the region of Linode's it has to be in. */
    static Optional<NodeBalancerPlace> place(Cell cell, Optional<Endpoints> endpoints) {
        List<String> addresses = endpoints.stream()
                .flatMap(known -> Stream.of(RecordType.A, RecordType.AAAA)
                        .flatMap(type -> Stream.ofNullable(known.byType().get(type)))
                        .flatMap(Collection::stream))
                .toList();
        if (cell.node() instanceof Node.Scalar) {
            return name(cell).map(label -> new NodeBalancerPlace(label, Optional.empty(), addresses));
        }
        return cell.section("the label of a NodeBalancer, or its settings").flatMap(section -> {
            var label = section.require("name", "name: with its label").flatMap(NodeBalancerReading::name);
            var region = section.optional("region", at -> fitting(at, REGION, "a region of Linode's, such as us-east"));
            section.end();
            return label.map(known -> new NodeBalancerPlace(known, region, addresses));
        });
    }

    /** A probe; the NodeBalancer is that of the region unless it says another one. */
    static Optional<Check> check(Cell content, Section section, Optional<NodeBalancerPlace> own) {
        var named = section.optional("name", NodeBalancerReading::name);
        var port = section.optional("port", Values.number(1, 65_535));
        int atLeast = section.value("at-least", 1, Values.number(1, 1000));
        double share = section.value("share", 0.0, Values::share);
        return name(content, named, own).map(known -> new Check.NodeBalancer(known, port, atLeast, share));
    }

    /** The short form: only how many nodes. */
    static Optional<Check> shortForm(Cell content, Optional<NodeBalancerPlace> own) {
        return Values.number(1, 1000)
                .parse(content)
                .flatMap(count -> name(content, Optional.empty(), own)
                        .map(known -> new Check.NodeBalancer(known, Optional.empty(), count, 0)));
    }

    private static Optional<String> name(Cell at, Optional<String> named, Optional<NodeBalancerPlace> own) {
        return named.or(() -> own.map(NodeBalancerPlace::name))
                .or(() -> at.wrong(
                        "no NodeBalancer is named here, nor for this region", "add nodebalancer: LABEL to the region"));
    }

    private static Optional<String> name(Cell cell) {
        return fitting(cell, LABEL, "the label of a NodeBalancer, or its id");
    }

    private static Optional<String> fitting(Cell cell, Pattern shape, String what) {
        return Values.asWritten(cell)
                .flatMap(text -> shape.matcher(text).matches() ? Optional.of(text) : cell.expected(what));
    }
}
