package dev.leeward.stream.kcl;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.ShardRecordProcessor;

/** The shards that the library has given to this process, as it calls back. */
final class Shards {
    private static final Logger LOG = LoggerFactory.getLogger(Shards.class);

    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<String>> ends = new ConcurrentHashMap<>();

    Set<String> held() {
        return Set.copyOf(held);
    }

    void ended(String shard, Set<String> children) {
        ends.put(shard, Set.copyOf(children));
    }

    /** What took over its keys, once it was read to its end. */
    Optional<Set<String>> end(String shard) {
        return Optional.ofNullable(ends.get(shard));
    }

    void clear() {
        held.clear();
    }

    /** The library makes one for each shard that it gives. */
    ShardRecordProcessor processor() {
        return new ShardRecordProcessor() {
            private volatile String shard = "";

            @Override
            public void initialize(InitializationInput input) {
                shard = input.shardId();
                held.add(shard);
            }

            @Override
            public void processRecords(ProcessRecordsInput input) {
                // There are none: see Lull.
            }

            @Override
            public void leaseLost(LeaseLostInput input) {
                held.remove(shard);
            }

            @Override
            public void shardEnded(ShardEndedInput input) {
                try {
                    input.checkpointer().checkpoint();
                    held.remove(shard);
                } catch (InvalidStateException | ShutdownException e) {
                    // The library sees that it was not done, and calls again or gives the lease to another one.
                    LOG.warn("the end of shard {} could not be written down: {}", shard, e.toString());
                }
            }

            @Override
            public void shutdownRequested(ShutdownRequestedInput input) {
                held.remove(shard);
            }
        };
    }
}
