package dev.leeward.provision;

import dev.leeward.declared.AttributeType;
import dev.leeward.declared.Billing;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Index;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a step changes. */
public sealed interface Change {
    /** In words, as an order: {@code make the table}. */
    String words();

    /** Makes the table with its key, indexes, billing, stream, tags and protection. */
    record CreateTable(DeclaredTable table) implements Change {
        @Override
        public String words() {
            return "make the table";
        }
    }

    /** Deletes the table with all items. */
    record DeleteTable() implements Change {
        @Override
        public String words() {
            return "delete the table and all its items";
        }
    }

    /** Switches the stream, with both images. */
    record SetStream(boolean on) implements Change {
        @Override
        public String words() {
            return "switch the stream " + onOff(on);
        }
    }

    /**
     * Adds an index.
     *
     * @param billing that of the table, which the index shares
     */
    record AddIndex(Index index, SortedMap<String, AttributeType> attributes, Billing billing) implements Change {
        public AddIndex {
            attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        }

        @Override
        public String words() {
            return "add the index " + index.name();
        }
    }

    /** Removes an index. */
    record RemoveIndex(String name) implements Change {
        @Override
        public String words() {
            return "remove the index " + name;
        }
    }

    /**
     * Sets how the table is paid for.
     *
     * @param ofTable whether the table itself needs it; a store refuses what changes nothing
     * @param indexes the names of the indexes that need it
     */
    record SetBilling(Billing billing, boolean ofTable, List<String> indexes) implements Change {
        public SetBilling {
            indexes = List.copyOf(indexes);
        }

        @Override
        public String words() {
            return "set the billing to " + Comparison.text(billing);
        }
    }

    /** Names the attribute that says when items expire; an attribute that is in force has to be given up before another. */
    record SetExpiry(String attribute, boolean on) implements Change {
        @Override
        public String words() {
            return on ? "let items expire by " + attribute : "let items no longer expire by " + attribute;
        }
    }

    /** Switches point-in-time recovery. */
    record SetRecovery(boolean on) implements Change {
        @Override
        public String words() {
            return "switch point-in-time recovery " + onOff(on);
        }
    }

    /** Switches deletion protection. */
    record SetProtection(boolean on) implements Change {
        @Override
        public String words() {
            return "switch deletion protection " + onOff(on);
        }
    }

    /** Sets these tags and leaves others alone. */
    record SetTags(SortedMap<String, String> tags) implements Change {
        public SetTags {
            tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        }

        @Override
        public String words() {
            return "set the tags " + String.join(", ", tags.keySet());
        }
    }

    /**
     * Has the units of a table or an index scaled by their use, or no longer.
     *
     * @param bounds empty: nothing scales them any more
     */
    record SetScaling(ScaledUnits units, Optional<ScalingBounds> bounds) implements Change {
        @Override
        public String words() {
            return bounds.map(some -> "let the " + units.words() + " be scaled " + some.words())
                    .orElseGet(() -> "let the " + units.words() + " no longer be scaled");
        }
    }

    /** Adds a replica to the global table. */
    record AddReplica(String awsRegion) implements Change {
        @Override
        public String words() {
            return "add a replica in " + awsRegion;
        }
    }

    /** Adds the two other members of a strongly consistent global table, which is possible at once and never later. */
    record AddStrongMembers(List<String> awsRegions, Optional<String> witness) implements Change {
        public AddStrongMembers {
            awsRegions = List.copyOf(awsRegions);
        }

        @Override
        public String words() {
            return "make it strongly consistent with " + String.join(" and ", awsRegions)
                    + witness.map(region -> " and a witness in " + region).orElse("");
        }
    }

    /** Removes a replica from the global table, with its items. */
    record RemoveReplica(String awsRegion) implements Change {
        @Override
        public String words() {
            return "remove the replica in " + awsRegion + " and its items";
        }
    }

    private static String onOff(boolean on) {
        return on ? "on" : "off";
    }
}
