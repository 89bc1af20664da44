package dev.leeward.stream;

import java.util.Optional;

/**
 * A shard as its stream describes it.
 *
 * @param parent the shard whose keys it took over, if any; the stream may not keep it any more
 */
public record Shard(String id, Optional<String> parent) {}
