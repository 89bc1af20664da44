/**
 * The form of the files from which applications learn about their region ({@code integrations/ENVIRONMENT.md}): whoever keeps
 * such a file, an agent on its host or a node by SSH, reads and writes it in this one way.
 */
@NullMarked
package dev.leeward.environment;

import org.jspecify.annotations.NullMarked;
