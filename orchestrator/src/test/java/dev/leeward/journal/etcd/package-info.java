/** Tests of the journal on etcd, against a real one. */
@NullMarked
package dev.leeward.journal.etcd;

import org.jspecify.annotations.NullMarked;
