/** Measurements that scripts in {@code bench/} start; no tests. */
@NullMarked
package dev.leeward.bench;

import org.jspecify.annotations.NullMarked;
