/** Tests of what moves journals, with a real etcd. */
@NullMarked
package dev.leeward.relocation;

import org.jspecify.annotations.NullMarked;
