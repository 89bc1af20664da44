/** Tests of what is put into an account at AWS. */
@NullMarked
package dev.leeward.measure.account;

import org.jspecify.annotations.NullMarked;
