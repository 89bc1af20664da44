package dev.leeward.config.load;

import dev.leeward.config.MeasureSettings.NodeBalancerPlace;
import dev.leeward.config.source.Node;
import dev.leeward.linode.LinodeAccount;
import dev.leeward.probe.Check;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.secret.Secret;
import java.io.IOException;
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
    static Optional<NodeBalancerPlace> place(Cell cell) {
        if (cell.node() instanceof Node.Scalar) {
            return name(cell).map(label -> new NodeBalancerPlace(label, Optional.empty(), List.of()));
        }
        return cell.section("the label of a NodeBalancer, or its settings").flatMap(section -> {
            var label = section.require("name", "name: with its label").flatMap(NodeBalancerReading::name);
            var region = section.optional("region", at -> fitting(at, REGION, "a region of Linode's, such as us-east"));
            section.end();
            return label.map(known -> new NodeBalancerPlace(known, region, List.of()));
        });
    }

    /** The same, with what users of its region are sent to. */
    static NodeBalancerPlace at(NodeBalancerPlace place, Optional<Endpoints> endpoints) {
        List<String> addresses = endpoints.stream()
                .flatMap(known -> Stream.of(RecordType.A, RecordType.AAAA)
                        .flatMap(type -> Stream.ofNullable(known.byType().get(type)))
                        .flatMap(Collection::stream))
                .toList();
        return new NodeBalancerPlace(place.name(), place.region(), addresses);
    }

    /** Whether an address is that of the region's NodeBalancer. */
    static boolean isMeant(Cell cell) {
        return cell.scalar()
                .filter(scalar -> scalar.text().equals("nodebalancer"))
                .isPresent();
    }

    /** Its address, as it was looked up once. */
    static Optional<String> address(Cell cell, Optional<NodeBalancerPlace> own, boolean v6) {
        if (own.isEmpty()) {
            return cell.wrong("no NodeBalancer is named for this region", "add nodebalancer: LABEL to the region");
        }
        String name = own.get().name();
        if (cell.secrets().isPretended()) return Optional.of(madeUp(name, v6));
        try {
            Optional<String> known = AddressBook.in(cell.reading().directory()).of(name, v6);
            // A reload has to notice when it is another one.
            known.ifPresent(address -> cell.reading().keep(cell.place().path(), Secret.of(address)));
            return known.isPresent()
                    ? known
                    : cell.wrong(
                            "no IPv%s address of the NodeBalancer %s stands in %s"
                                    .formatted(v6 ? "6" : "4", name, AddressBook.FILE),
                            "run `leeward resolve`, which asks Linode and writes that file beside this one");
        } catch (IOException e) {
            return cell.wrong(
                    AddressBook.FILE + " cannot be used: " + e.getMessage(), "remove it and run `leeward resolve`");
        }
    }

    /** Where nobody acts on what is read: of a range that nobody has (RFC 6598, RFC 3849). */
    private static String madeUp(String name, boolean v6) {
        int hash = name.hashCode();
        return v6
                ? "2001:db8::%x:%x".formatted((hash >>> 16) | 1, (hash & 0xffff) | 1)
                : "100.64.%d.%d".formatted((hash >>> 8) & 0xff, hash & 0xff);
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
