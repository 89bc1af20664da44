package dev.leeward.provision;

import dev.leeward.region.RegionName;
import java.util.Optional;

/**
 * One change to one table in one region.
 *
 * @param reason what is declared and what was found
 * @param danger what it destroys, where it does
 */
public record Step(String table, RegionName region, Change change, String reason, Optional<Danger> danger) {
    /** A step that destroys nothing. */
    static Step safe(String table, RegionName region, Change change, String reason) {
        return new Step(table, region, change, reason, Optional.empty());
    }

    /** A step that has to be allowed by name. */
    static Step dangerous(String table, RegionName region, Change change, String reason, Danger danger) {
        return new Step(table, region, change, reason, Optional.of(danger));
    }

    /** What is done where: {@code make the table orders in eu-central}. */
    public String sentence() {
        return change.words() + " (" + table + " in " + region + ")";
    }
}
