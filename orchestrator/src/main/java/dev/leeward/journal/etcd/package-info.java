/**
 * The journal on etcd, and the lease that says who may write it. Every append is one transaction that holds only while the
 * writer leads and the chain ends where the writer left it.
 */
@NullMarked
package dev.leeward.journal.etcd;

import org.jspecify.annotations.NullMarked;
