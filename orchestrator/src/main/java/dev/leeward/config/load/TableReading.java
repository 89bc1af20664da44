package dev.leeward.config.load;

import dev.leeward.config.load.Draft.TableDraft;
import dev.leeward.config.source.DidYouMean;
import dev.leeward.declared.AttributeType;
import dev.leeward.declared.Billing;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Index;
import dev.leeward.declared.Key;
import dev.leeward.declared.Replication;
import dev.leeward.declared.WatchedMetric;
import dev.leeward.region.RegionName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads one table as declared. */
final class TableReading {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{3,255}");
    private static final int MAX_TAGS = 50;

    /** DynamoDB's quota, which it raises on request. */
    private static final int MAX_INDEXES = 20;

    private final String name;
    private final List<RegionName> regions;

    /** @param regions those that have a store */
    TableReading(String name, List<RegionName> regions) {
        this.name = name;
        this.regions = regions;
    }

    Optional<TableDraft> read(Cell cell) {
        if (name(cell, name).isEmpty()) return Optional.empty();
        return cell.section("key, attributes and the like").flatMap(section -> {
            SortedMap<String, AttributeType> attributes = attributes(section);
            Optional<Key> key = section.require("key", "key: {partition: id}").flatMap(c -> key(c, attributes));
            List<Index> indexes =
                    section.cell("indexes").map(c -> indexes(c, attributes)).orElse(List.of());
            Billing billing = section.value("billing", new Billing.OnDemand(), BillingReading::read);
            Optional<Boolean> stream = section.optional("stream", Values::flag);
            Optional<String> expiry = section.optional("ttl", Values::words);
            boolean recovery = section.value("point-in-time-recovery", false, Values::flag);
            boolean protection = section.value("deletion-protection", false, Values::flag);
            SortedMap<String, String> tags =
                    section.cell("tags").map(TableReading::tags).orElseGet(TreeMap::new);
            List<RegionName> replicas = replicas(section, regions);
            Replication replication = ReplicationReading.read(section);
            Set<WatchedMetric> alarms = section.cell("alarms")
                    .map(c -> AlarmReading.read(c, replication))
                    .orElse(Set.of());
            key.ifPresent(k -> stampApart(section, k, expiry, replication));
            key.ifPresent(k -> nothingUnused(section, attributes, k, indexes));
            section.end();
            boolean streams = stream.orElse(!(replication instanceof Replication.None));
            // What is wrong with one key has been said; the rules look at the others.
            return key.filter(_ -> !replicas.isEmpty())
                    .map(k -> new DeclaredTable(
                            name,
                            k,
                            attributes,
                            indexes,
                            billing,
                            streams,
                            expiry,
                            recovery,
                            protection,
                            tags,
                            replicas,
                            replication,
                            alarms))
                    .map(table -> new TableDraft(cell.place().path(), table, section.has("replication")));
        });
    }

    /** What applications stamp has no other purpose. */
    private static void stampApart(Section section, Key key, Optional<String> expiry, Replication replication) {
        if (!(replication instanceof Replication.Leeward leeward)) return;
        leeward.stamp()
                .filter(stamp -> key.attributes().contains(stamp)
                        || expiry.filter(stamp::equals).isPresent()
                        || stamp.startsWith("leeward:")
                        || stamp.startsWith("aws:"))
                .ifPresent(stamp -> section.cell(section.has("stamp") ? "stamp" : "mode")
                        .ifPresent(cell -> cell.wrong(
                                "the attribute " + Cell.quoted(stamp) + " is needed for something else",
                                "let `stamp` name an attribute of its own")));
    }

    /** The name of a table. */
    static Optional<String> name(Cell cell) {
        return Values.words(cell).flatMap(text -> name(cell, text));
    }

    private static Optional<String> name(Cell cell, String text) {
        return NAME.matcher(text).matches()
                ? Optional.of(text)
                : cell.wrong(
                        Cell.quoted(text) + " is no name of a table",
                        "use 3 to 255 letters, digits, underscores, hyphens and points");
    }

    /** The regions under {@code replicas}; all of them where the key is not given. */
    static List<RegionName> replicas(Section section, List<RegionName> regions) {
        Optional<Cell> cell = section.cell("replicas");
        if (cell.isEmpty()) return regions;
        List<RegionName> given = Section.items(cell.get(), "regions", item -> region(item, regions));
        boolean empty = cell.get().items("regions").filter(List::isEmpty).isPresent();
        if (empty) cell.get().wrong("a table needs a region");
        if (new LinkedHashSet<>(given).size() < given.size()) cell.get().wrong("a region stands here twice");
        return given;
    }

    private static Optional<RegionName> region(Cell cell, List<RegionName> regions) {
        List<String> names = regions.stream().map(RegionName::value).toList();
        return Values.words(cell)
                .flatMap(text -> names.contains(text)
                        ? Optional.of(new RegionName(text))
                        : cell.wrong(
                                Cell.quoted(text) + " has no store",
                                DidYouMean.closest(text, names)
                                        .map(close -> "did you mean \"" + close + "\"?")
                                        .orElse("regions with a store: " + String.join(", ", names))));
    }

    private static SortedMap<String, AttributeType> attributes(Section section) {
        SortedMap<String, AttributeType> attributes = new TreeMap<>();
        section.require("attributes", "attributes: {id: S}")
                .flatMap(c -> c.named("attributes of keys, each with its type"))
                .orElse(Map.of())
                .forEach((attribute, type) ->
                        Values.choice(types()).parse(type).ifPresent(t -> attributes.put(attribute, t)));
        return attributes;
    }

    private static Map<String, AttributeType> types() {
        Map<String, AttributeType> words = new LinkedHashMap<>();
        for (AttributeType type : AttributeType.values()) words.put(type.name(), type);
        return words;
    }

    private static Optional<Key> key(Cell cell, SortedMap<String, AttributeType> attributes) {
        return cell.section("partition, and sort where there is one").flatMap(section -> {
            Optional<Key> key = key(section, attributes);
            section.end();
            return key;
        });
    }

    private static Optional<Key> key(Section section, SortedMap<String, AttributeType> attributes) {
        Optional<String> partition =
                section.require("partition", "partition: id").flatMap(c -> declared(c, attributes));
        Optional<String> sort = section.cell("sort").flatMap(c -> declared(c, attributes));
        if (partition.isPresent() && partition.equals(sort)) {
            section.cell("sort").ifPresent(c -> c.wrong("is the partition key already"));
        }
        return section.sound() ? partition.map(p -> new Key(p, sort)) : Optional.empty();
    }

    private static Optional<String> declared(Cell cell, SortedMap<String, AttributeType> attributes) {
        return Values.words(cell)
                .flatMap(text -> attributes.containsKey(text)
                        ? Optional.of(text)
                        : cell.wrong(
                                Cell.quoted(text) + " is not among the attributes",
                                DidYouMean.closest(text, attributes.keySet())
                                        .map(close -> "did you mean \"" + close + "\"?")
                                        .orElse("give its type: attributes: {" + text + ": S}")));
    }

    private static List<Index> indexes(Cell cell, SortedMap<String, AttributeType> attributes) {
        List<Index> indexes = new ArrayList<>();
        Map<String, Cell> named = cell.named("indexes, each under its name").orElse(Map.of());
        if (named.size() > MAX_INDEXES) cell.wrong("more than " + MAX_INDEXES + " indexes");
        named.forEach((name, index) ->
                name(index, name).flatMap(_ -> index(name, index, attributes)).ifPresent(indexes::add));
        return indexes;
    }

    private static Optional<Index> index(String name, Cell cell, SortedMap<String, AttributeType> attributes) {
        return cell.section("partition, sort and projection").flatMap(section -> {
            Optional<Key> key = key(section, attributes);
            Index.Projection projection =
                    section.value("projection", new Index.Projection.All(), TableReading::projection);
            section.end();
            return key.map(k -> new Index(name, k, projection));
        });
    }

    private static Optional<Index.Projection> projection(Cell cell) {
        if (cell.scalar().isPresent()) return Values.choice(projections()).parse(cell);
        List<String> attributes = Section.items(cell, "attributes, or all, or keys-only", Values::words);
        return attributes.isEmpty()
                ? cell.wrong("expected all, keys-only or a list of attributes")
                : Optional.of(new Index.Projection.Include(new TreeSet<>(attributes)));
    }

    private static Map<String, Index.Projection> projections() {
        Map<String, Index.Projection> words = new LinkedHashMap<>();
        words.put("all", new Index.Projection.All());
        words.put("keys-only", new Index.Projection.KeysOnly());
        return words;
    }

    private static SortedMap<String, String> tags(Cell cell) {
        SortedMap<String, String> tags = new TreeMap<>();
        Map<String, Cell> named = cell.named("tags with their values").orElse(Map.of());
        if (named.size() > MAX_TAGS) cell.wrong("more than " + MAX_TAGS + " tags");
        named.forEach((tag, value) -> {
            if (tag.startsWith("aws:")) value.wrong("tags that begin with aws: belong to AWS");
            Values.asWritten(value).ifPresent(text -> tags.put(tag, text));
        });
        return tags;
    }

    /** DynamoDB refuses types of attributes that no key uses. */
    private static void nothingUnused(
            Section section, SortedMap<String, AttributeType> attributes, Key key, List<Index> indexes) {
        if (section.cell("indexes")
                .filter(c -> c.reading().isBroken(c.place().path()))
                .isPresent()) return;
        Set<String> used = new TreeSet<>(key.attributes());
        indexes.forEach(index -> used.addAll(index.key().attributes()));
        section.cell("attributes")
                .flatMap(c -> c.named("attributes"))
                .orElse(Map.of())
                .forEach((attribute, type) -> {
                    if (attributes.containsKey(attribute) && !used.contains(attribute)) {
                        type.wrong(
                                "no key uses " + Cell.quoted(attribute),
                                "leave it out: only attributes of keys have a type");
                    }
                });
    }
}
