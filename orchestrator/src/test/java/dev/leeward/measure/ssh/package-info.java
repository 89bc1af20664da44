/** Tests of settings by SSH, against OpenSSH itself. */
@NullMarked
package dev.leeward.measure.ssh;

import org.jspecify.annotations.NullMarked;
