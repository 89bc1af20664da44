package dev.leeward.api;

import dev.leeward.api.body.Lengths;
import dev.leeward.api.body.Names;
import dev.leeward.api.body.ProblemBody.Fault;
import dev.leeward.decision.OfflineRecord;
import dev.leeward.decision.Order;
import dev.leeward.decision.Rule;
import dev.leeward.decision.RunKind;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Reads an order from JSON strictly: everything that is wrong is named with its place, nothing is guessed. */
final class OrderReading {
    private static final int LONGEST_WHY = 500;
    private static final Set<String> MOVES = Set.of("failover", "switchover", "failback");
    private static final Set<String> ORDERS = new TreeSet<>(Set.of(
            "failover",
            "switchover",
            "failback",
            "approve",
            "proceed",
            "give-up",
            "release",
            "pause",
            "resume",
            "bring-in"));
    private static final Set<String> FIELDS =
            new TreeSet<>(Set.of("order", "to", "region", "force", "length", "why", "offline", "dryRun"));

    private final JsonNode body;
    private final List<Fault> faults = new ArrayList<>();

    private OrderReading(JsonNode body) {
        this.body = body;
    }

    /** What the body says. */
    sealed interface Read {
        record Ordered(Order order, boolean dryRun) implements Read {}

        record Wrong(List<Fault> faults) implements Read {}
    }

    /** Reads {@code body} as an order about {@code service} by {@code by}. */
    static Read read(JsonNode body, ServiceName service, String by) {
        if (!body.isObject()) return new Read.Wrong(List.of(Fault.at("", "an order is a JSON object")));
        var reading = new OrderReading(body);
        var order = reading.order(service, by);
        var dryRun = reading.dryRun();
        return order.isPresent() && reading.faults.isEmpty()
                ? new Read.Ordered(order.get(), dryRun)
                : new Read.Wrong(List.copyOf(reading.faults));
    }

    private Optional<Order> order(ServiceName service, String by) {
        for (var field : body.propertyNames()) {
            if (!FIELDS.contains(field)) fault(escape(field), "there is no such field" + Spelling.hint(field, FIELDS));
        }
        var name = text("order").orElse("");
        if (!ORDERS.contains(name)) {
            fault("order", "must be one of " + String.join(", ", ORDERS) + Spelling.hint(name, ORDERS));
            return Optional.empty();
        }
        onlyWhereItBelongs(name);
        var why = why(name.equals("pause"));
        return switch (name) {
            case "approve" -> Optional.of(new Order.Approve(service, by));
            case "proceed" -> Optional.of(new Order.Proceed(service, by, true));
            case "give-up" -> Optional.of(new Order.Proceed(service, by, false));
            case "resume" -> Optional.of(new Order.Resume(service, by));
            case "bring-in" -> offline().map(offline -> new Order.BringIn(service, by, offline));
            case "release" -> fenced().map(region -> new Order.Release(service, by, region, why));
            case "pause" -> length().map(length -> new Order.Pause(service, by, length, why));
            default -> Optional.of(new Order.Move(service, by, kind(name), to(), force(), why));
        };
    }

    private void onlyWhereItBelongs(String order) {
        boolean move = MOVES.contains(order);
        forbid(!move, "to", order);
        forbid(!move, "force", order);
        forbid(!order.equals("bring-in"), "offline", order);
        forbid(!order.equals("pause"), "length", order);
        forbid(!order.equals("release"), "region", order);
        forbid(!move && !order.equals("pause") && !order.equals("release"), "why", order);
    }

    private void forbid(boolean forbidden, String field, String order) {
        if (forbidden && body.has(field)) fault(field, "does not belong to the order " + order);
    }

    private static RunKind kind(String order) {
        return Names.parse(RunKind.class, order).orElseThrow();
    }

    private Optional<RegionName> to() {
        return region("to");
    }

    private Optional<RegionName> fenced() {
        if (!body.has("region")) fault("region", "is missing: the region around which the fence comes down");
        return region("region");
    }

    private Optional<RegionName> region(String field) {
        var name = text(field);
        if (name.isPresent() && !RegionName.isValid(name.get())) {
            fault(field, "is not the name of a region");
            return Optional.empty();
        }
        return name.map(RegionName::new);
    }

    private Optional<OfflineRecord> offline() {
        return OfflineText.read(body.path("offline").toString(), problem -> fault("offline", problem));
    }

    private Set<Rule> force() {
        var rules = EnumSet.noneOf(Rule.class);
        var list = body.path("force");
        if (list.isMissingNode()) return rules;
        if (!list.isArray()) {
            fault("force", "must be a list of rules");
            return rules;
        }
        for (int i = 0; i < list.size(); i++) {
            rule("force/" + i, list.get(i)).ifPresent(rules::add);
        }
        return rules;
    }

    private Optional<Rule> rule(String place, JsonNode node) {
        var word = node.isString() ? node.asString() : "";
        var rule = Names.parse(Rule.class, word);
        if (rule.isEmpty()) {
            fault(place, "'" + word + "' is not a rule" + Spelling.hint(word, Rules.names()));
        } else if (!rule.get().overridable()) {
            fault(
                    place,
                    "the rule '" + word + "' cannot be overridden; these can: "
                            + String.join(", ", Rules.overridable()));
            return Optional.empty();
        }
        return rule;
    }

    private Optional<Duration> length() {
        var text = text("length");
        var length = text.flatMap(Lengths::parse);
        if (length.isEmpty()) fault("length", "a pause needs its length, like 2h, 90m or 1h30m");
        return length;
    }

    private String why(boolean needed) {
        var why = text("why").map(String::strip).orElse("");
        if (needed && why.isEmpty()) fault("why", "say why, for whoever finds the service paused");
        if (why.length() > LONGEST_WHY) fault("why", "is longer than " + LONGEST_WHY + " characters");
        return why;
    }

    private boolean dryRun() {
        var node = body.path("dryRun");
        if (!node.isMissingNode() && !node.isBoolean()) fault("dryRun", "must be true or false");
        return node.isBoolean() && node.asBoolean();
    }

    private Optional<String> text(String field) {
        var node = body.path(field);
        if (node.isMissingNode()) return Optional.empty();
        if (!node.isString()) {
            fault(field, "must be text");
            return Optional.empty();
        }
        return Optional.of(node.asString());
    }

    private void fault(String place, String detail) {
        var pointer = "/" + place;
        if (faults.stream().noneMatch(seen -> seen.pointer().equals(Optional.of(pointer)))) {
            faults.add(Fault.at(pointer, detail));
        }
    }

    private static String escape(String field) {
        return field.replace("~", "~0").replace("/", "~1");
    }
}
