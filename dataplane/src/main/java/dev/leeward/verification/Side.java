package dev.leeward.verification;

import dev.leeward.table.Scan;
import dev.leeward.table.Table;
import dev.leeward.version.Replica;

/** One region of a table that is compared: all of it, and single items of it. */
public record Side(Replica replica, Scan scan, Table table) {}
