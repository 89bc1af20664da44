package dev.leeward.repair;

import dev.leeward.region.RegionName;

/** By what it is decided which content is right. */
public sealed interface Rule {
    /** The highest version that any sidecar knows. What has no version is left to a person. */
    record Newer() implements Rule {}

    /** What this region holds, because a person says so. */
    record From(RegionName region) implements Rule {}
}
