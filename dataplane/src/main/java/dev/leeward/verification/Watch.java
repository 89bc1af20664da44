package dev.leeward.verification;

import dev.leeward.region.RegionName;

/** Is told how far a comparison got, by many threads at once. Must not block. */
public interface Watch {
    /** So many more items of a region were read. */
    void read(RegionName region, int items);

    /** So many differences are looked at again now. */
    void looking(int suspects);
}
