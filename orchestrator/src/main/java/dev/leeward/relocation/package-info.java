/**
 * A journal that no node writes: looked into where it lies, moved from one place to another, backed up and restored. The
 * lines stay as they are, hash by hash; only where they are kept changes.
 */
@NullMarked
package dev.leeward.relocation;

import org.jspecify.annotations.NullMarked;
