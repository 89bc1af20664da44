/** What the scripts in {@code bench/} start: whole processes that are measured from outside and inside. */
@NullMarked
package dev.leeward.bench;

import org.jspecify.annotations.NullMarked;
