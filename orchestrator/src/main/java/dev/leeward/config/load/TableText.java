package dev.leeward.config.load;

import dev.leeward.declared.Billing;
import dev.leeward.declared.Billing.Capacity;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Index;
import dev.leeward.declared.Replication;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Writes tables as they are declared in the configuration; what is written here is read there as the same. */
public final class TableText {
    /** Read as texts without quotes, whatever YAML's other words for truth and nothing are. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");

    private static final Pattern WORD = Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n");

    private TableText() {}

    /** The lines below {@code tables:}, without their indentation. */
    public static List<String> lines(DeclaredTable table) {
        List<String> lines = new ArrayList<>();
        lines.add(text(table.name()) + ":");
        lines.add("  key: {" + keys(table.key().attributes()) + "}");
        lines.add("  attributes: " + map(table.attributes()));
        if (!table.indexes().isEmpty()) lines.add("  indexes:");
        for (Index index : table.indexes()) {
            lines.add("    " + text(index.name()) + ": {" + keys(index.key().attributes()) + ", projection: "
                    + projection(index.projection()) + "}");
        }
        lines.add("  billing: " + billing(table.billing()));
        lines.add("  stream: " + table.stream());
        table.expiry().ifPresent(attribute -> lines.add("  ttl: " + text(attribute)));
        lines.add("  point-in-time-recovery: " + table.pointInTimeRecovery());
        lines.add("  deletion-protection: " + table.deletionProtection());
        if (!table.tags().isEmpty()) lines.add("  tags: " + map(table.tags()));
        lines.add("  replicas: "
                + list(table.replicas().stream().map(region -> region.value()).toList()));
        lines.add("  replication: " + replication(table.replication()));
        switch (table.replication()) {
            case Replication.None _ -> {}
            case Replication.Leeward(var mode, var spread, var stamp) -> {
                lines.add("  mode: " + Words.of(mode));
                if (spread != Replication.Spread.NONE) lines.add("  spread: " + Words.of(spread));
                stamp.filter(attribute -> !attribute.equals(Replication.Leeward.STAMP))
                        .ifPresent(attribute -> lines.add("  stamp: " + text(attribute)));
            }
            case Replication.GlobalTables(boolean isStrong, var witness) -> {
                lines.add("  consistency: " + (isStrong ? "strong" : "eventual"));
                witness.ifPresent(region -> lines.add("  witness: " + text(region)));
            }
        }
        if (!table.alarms().isEmpty()) {
            lines.add("  alarms: "
                    + list(new TreeSet<>(table.alarms()).stream().map(Words::of).toList()));
        }
        return List.copyOf(lines);
    }

    private static String keys(List<String> attributes) {
        String partition = "partition: " + text(attributes.getFirst());
        return attributes.size() == 1 ? partition : partition + ", sort: " + text(attributes.get(1));
    }

    private static String projection(Index.Projection projection) {
        return switch (projection) {
            case Index.Projection.All _ -> "all";
            case Index.Projection.KeysOnly _ -> "keys-only";
            case Index.Projection.Include include -> list(include.attributes());
        };
    }

    private static String billing(Billing billing) {
        return switch (billing) {
            case Billing.OnDemand _ -> "on-demand";
            case Billing.Provisioned(Capacity read, Capacity write) ->
                "{read: " + capacity(read) + ", write: " + capacity(write) + "}";
        };
    }

    private static String capacity(Capacity capacity) {
        return capacity.scales()
                ? "{least: " + capacity.least() + ", most: " + capacity.most() + ", target: " + capacity.target() + "}"
                : "" + capacity.least();
    }

    private static String replication(Replication replication) {
        return switch (replication) {
            case Replication.None _ -> "none";
            case Replication.Leeward _ -> "leeward";
            case Replication.GlobalTables _ -> "global-tables";
        };
    }

    private static String map(Map<String, ?> entries) {
        return "{"
                + String.join(
                        ", ",
                        entries.entrySet().stream()
                                .map(each -> text(each.getKey()) + ": " + text("" + each.getValue()))
                                .toList())
                + "}";
    }

    private static String list(Collection<String> texts) {
        return "[" + String.join(", ", texts.stream().map(TableText::text).toList()) + "]";
    }

    /** In double quotes, which are JSON's, wherever it could be read as anything else. */
    static String text(String text) {
        if (PLAIN.matcher(text).matches()
                && (text.length() == 1 || !WORD.matcher(text).matches())) return text;
        var quoted = new StringBuilder("\"");
        // A dollar sign before a brace would begin a reference.
        for (char c : text.replace("${", "$${").toCharArray()) {
            if (c == '"' || c == '\\') quoted.append('\\').append(c);
            else if (c < ' ' || c > '~') quoted.append("\\u%04x".formatted((int) c));
            else quoted.append(c);
        }
        return quoted.append('"').toString();
    }
}
