/** What every journal must do, and a journal in memory that fails and crashes on demand. */
@NullMarked
package dev.leeward.testkit.journal;

import org.jspecify.annotations.NullMarked;
