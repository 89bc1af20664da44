/** Who of several orchestrators may act, and until when: the port through which a node comes to write a journal. */
@NullMarked
package dev.leeward.leadership;

import org.jspecify.annotations.NullMarked;
