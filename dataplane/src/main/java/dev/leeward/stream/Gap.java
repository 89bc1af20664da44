package dev.leeward.stream;

import java.time.Instant;

/** Changes may be missing for good: what the stream held of them is gone. Nobody goes on as if nothing had happened. */
public sealed interface Gap {
    /** What happened, for people. */
    String sentence();

    /** The records after the checkpoint were thrown away before they were read. */
    record Trimmed(String shard) implements Gap {
        @Override
        public String sentence() {
            return "records of shard " + shard + " were thrown away before they were read";
        }
    }

    /** The stream no longer knows a shard that was not read to its end. */
    record Vanished(String shard) implements Gap {
        @Override
        public String sentence() {
            return "shard " + shard + " is gone and was not read to its end";
        }
    }

    /** The stream was switched off and on. */
    record Renewed(String before, String now) implements Gap {
        @Override
        public String sentence() {
            return "the stream of " + before + " was replaced by that of " + now;
        }
    }

    /** The table was made anew: what is missing there was deleted by nobody. */
    record Remade(String before, String now) implements Gap {
        @Override
        public String sentence() {
            return "the table was made anew: it was " + before + " and is " + now;
        }
    }

    /** Nobody has read for so long that records may have been thrown away, also some of shards that nobody knew of. */
    record Stale(Instant since) implements Gap {
        @Override
        public String sentence() {
            return "nobody has read the stream since " + since;
        }
    }
}
