/** Notifications of Amazon SNS: their signatures, the certificates those are checked with, and the confirmation of subscriptions. */
@NullMarked
package dev.leeward.signal.sns;

import org.jspecify.annotations.NullMarked;
