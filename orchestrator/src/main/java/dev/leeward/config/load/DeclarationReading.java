package dev.leeward.config.load;

import dev.leeward.config.load.Draft.DeclarationDraft;
import dev.leeward.config.load.Draft.StoreDraft;
import dev.leeward.config.load.Draft.TableDraft;
import dev.leeward.declared.AttributeType;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Key;
import dev.leeward.declared.Store;
import dev.leeward.region.RegionName;
import dev.leeward.secret.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads stores and tables. */
final class DeclarationReading {
    private static final int MAX_STORES = 32;
    private static final int MAX_TABLES = 1000;
    private static final String HEALTH_TABLE = "leeward-health";
    private static final Pattern AWS_REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+){1,3}-[0-9]{1,2}");

    private DeclarationReading() {}

    static Optional<DeclarationDraft> read(Cell cell) {
        return cell.section("stores and tables").map(section -> {
            List<StoreDraft> stores = stores(section);
            List<RegionName> regions =
                    stores.stream().map(draft -> draft.store().region()).toList();
            List<TableDraft> tables =
                    section.cell("tables").map(c -> tables(c, regions)).orElse(List.of());
            Optional<TableDraft> health = section.cell("health").flatMap(c -> health(c, regions));
            section.end();
            return new DeclarationDraft(stores, tables, health);
        });
    }

    private static List<StoreDraft> stores(Section section) {
        Optional<Cell> cell = section.require("stores", "stores: with one for each region");
        Map<String, Cell> named =
                cell.flatMap(c -> c.named("stores, each under its region")).orElse(Map.of());
        if (named.isEmpty())
            cell.filter(c -> !c.reading().isBroken(c.place().path())).ifPresent(c -> c.wrong("there is no store"));
        if (named.size() > MAX_STORES) cell.ifPresent(c -> c.wrong("more than " + MAX_STORES + " stores"));
        List<StoreDraft> stores = new ArrayList<>();
        named.forEach((name, store) -> store(name, store).ifPresent(stores::add));
        return List.copyOf(stores);
    }

    private static Optional<StoreDraft> store(String name, Cell cell) {
        if (!RegionName.isValid(name)) {
            return cell.wrong(Cell.quoted(name) + " is no name of a region", "use lower-case letters, digits, hyphens");
        }
        return cell.section("where the store is; {} for DynamoDB in the AWS region of that name")
                .map(section -> {
                    Optional<URI> endpoint = section.optional("endpoint", Network::api);
                    boolean isAmazons = !section.has("endpoint");
                    String region = section.cell("aws-region")
                            .map(c -> Values.words(c).flatMap(text -> awsRegion(c, text, isAmazons)))
                            .orElseGet(() -> awsRegion(cell, name, isAmazons))
                            .orElse(name);
                    Optional<Store.AccessKey> accessKey = accessKey(section);
                    section.end();
                    return new StoreDraft(
                            cell.place().path(), new Store(new RegionName(name), region, endpoint, accessKey));
                });
    }

    private static Optional<String> awsRegion(Cell cell, String text, boolean isAmazons) {
        boolean fits = isAmazons ? AWS_REGION.matcher(text).matches() : RegionName.isValid(text);
        return fits
                ? Optional.of(text)
                : cell.wrong(
                        Cell.quoted(text) + " is no region of AWS",
                        "write aws-region: us-east-1 or the like, or endpoint: for another store");
    }

    private static Optional<Store.AccessKey> accessKey(Section section) {
        Optional<Secret> id = section.optional("access-key", SecretValues::reference);
        Optional<Secret> key = section.optional("secret-key", SecretValues::reference);
        if (section.has("access-key") != section.has("secret-key")) {
            section.cell(section.has("access-key") ? "access-key" : "secret-key")
                    .ifPresent(cell -> cell.wrong("access-key and secret-key go together"));
        }
        return id.flatMap(i -> key.map(k -> new Store.AccessKey(i.reveal(), k.reveal())));
    }

    private static List<TableDraft> tables(Cell cell, List<RegionName> regions) {
        Map<String, Cell> named = cell.named("tables, each under its name").orElse(Map.of());
        if (named.size() > MAX_TABLES) cell.wrong("more than " + MAX_TABLES + " tables");
        List<TableDraft> tables = new ArrayList<>();
        named.forEach(
                (name, table) -> new TableReading(name, regions).read(table).ifPresent(tables::add));
        return List.copyOf(tables);
    }

    private static Optional<TableDraft> health(Cell cell, List<RegionName> regions) {
        return cell.section("the table that probes use; {} for the usual one").flatMap(section -> {
            String name = section.value("table", HEALTH_TABLE, TableReading::name);
            List<RegionName> replicas = TableReading.replicas(section, regions);
            section.end();
            if (replicas.isEmpty()) return Optional.empty();
            var table = DeclaredTable.plain(name, Key.of("id"), Map.of("id", AttributeType.S), replicas);
            return Optional.of(new TableDraft(cell.place().path(), table, true));
        });
    }
}
