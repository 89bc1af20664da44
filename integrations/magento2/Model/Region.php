<?php

declare(strict_types=1);

namespace Leeward\Region\Model;

use Magento\Framework\App\DeploymentConfig;

/** Where we are, for other modules: inject it, and ask before work that only one region may do. */
class Region
{
    public function __construct(private readonly DeploymentConfig $settings)
    {
    }

    /** Whether env.php follows the environment file, and could use it when it was read. */
    public function isKnown(): bool
    {
        return $this->name() !== '';
    }

    /** The region that this host is in; empty if that is not known. */
    public function name(): string
    {
        return (string) $this->settings->get('leeward/region', '');
    }

    /** The region that carries the traffic; empty if that is not known. */
    public function active(): string
    {
        return (string) $this->settings->get('leeward/active', '');
    }

    /** The epoch of the move that brought traffic where it is. */
    public function epoch(): int
    {
        return (int) $this->settings->get('leeward/epoch', 0);
    }

    /** Whether this host must not write. */
    public function isFenced(): bool
    {
        return (int) $this->settings->get('leeward/fenced', 0) === 1;
    }

    /** Whether work that only the active region does may be done here. What is not known is not allowed. */
    public function mayWrite(): bool
    {
        return $this->isKnown() && $this->name() === $this->active() && !$this->isFenced();
    }
}
