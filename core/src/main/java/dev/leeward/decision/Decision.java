package dev.leeward.decision;

import dev.leeward.region.RegionName;
import java.util.Optional;

/** What should happen to one service now. */
public sealed interface Decision {
    /** Why, and what would change it. */
    Reason reason();

    /** Nothing changes. An {@code alarm} means a person must know. */
    record Hold(Reason reason, Optional<Alarm> alarm) implements Decision {}

    /** Traffic leaves the failed region. */
    record FailOver(RegionName from, RegionName to, Reason reason) implements Decision {}

    /** Traffic moves between healthy regions, as ordered. */
    record SwitchOver(RegionName from, RegionName to, Reason reason) implements Decision {}

    /** Traffic comes home. */
    record FailBack(RegionName from, RegionName to, Reason reason) implements Decision {}

    /** Traffic has settled where it is: everyday TTLs come back. */
    record Settle(RegionName at, Reason reason) implements Decision {}

    /** The region that carries traffic is fenced off: the fence comes down. */
    record Release(RegionName at, Reason reason) implements Decision {}

    /** A person must approve {@code proposal} first. */
    record AskHuman(Proposal proposal, Reason reason, Alarm alarm) implements Decision {}
}
