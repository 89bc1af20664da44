package dev.leeward.replication.dynamodb;

import dev.leeward.dynamodb.KeyNames;
import dev.leeward.replication.Territory.Grounds;
import dev.leeward.table.Bookmark;
import dev.leeward.table.Known;
import dev.leeward.table.Pages;
import dev.leeward.table.Scan.Row;
import dev.leeward.table.Scan.Segment;
import dev.leeward.table.dynamodb.DynamoBookmark;
import dev.leeward.table.dynamodb.DynamoPages;
import dev.leeward.table.dynamodb.SideTables;

/** The ways to go through a region's table. */
record RegionGrounds(RegionAccess region, String table, KeyNames keys) implements Grounds {
    @Override
    public Pages<Row> rows(Segment segment) {
        return DynamoPages.rows(region.store(), table, keys, segment);
    }

    @Override
    public Pages<Known> entries(Segment segment) {
        return DynamoPages.entries(region.store(), SideTables.sidecarOf(table), keys, segment);
    }

    @Override
    public Bookmark bookmark(String name) {
        return new DynamoBookmark(region.store(), region.notes(), name);
    }
}
