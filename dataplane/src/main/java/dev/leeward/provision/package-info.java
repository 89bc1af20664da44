/**
 * Brings tables to where they are declared to be: what stands is compared with what is declared, differences become a plan of
 * ordered steps, and each step is believed only once it is read back. Comparing and planning ask nobody.
 */
@NullMarked
package dev.leeward.provision;

import org.jspecify.annotations.NullMarked;
