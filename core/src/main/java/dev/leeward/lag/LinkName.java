package dev.leeward.lag;

import dev.leeward.region.RegionName;

/** Which way of which table. */
public record LinkName(RegionName from, RegionName to, String table) {
    @Override
    public String toString() {
        return table + " from " + from + " to " + to;
    }
}
