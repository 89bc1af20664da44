package dev.leeward.stream.kcl;

import dev.leeward.fault.Problem;
import dev.leeward.stream.dynamodb.Allotment;
import dev.leeward.stream.dynamodb.Allotments;
import java.util.Optional;

/** Shares out shards by the Kinesis Client Library. Found by name, where this module is on the class path. */
public final class KclAllotments implements Allotments {
    @Override
    public Optional<Problem> defect() {
        return Pair.defect();
    }

    @Override
    public Allotment open(Stake stake) {
        return KclAllotment.begin(stake);
    }
}
