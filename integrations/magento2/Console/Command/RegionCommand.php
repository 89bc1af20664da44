<?php

declare(strict_types=1);

namespace Leeward\Region\Console\Command;

use Leeward\Region\Model\Region;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Output\OutputInterface;

/** bin/magento leeward:region says where we are. Exit code 1: that is not known, since env.php does not follow the environment file. */
class RegionCommand extends Command
{
    public function __construct(private readonly Region $region)
    {
        parent::__construct();
    }

    protected function configure(): void
    {
        $this->setName('leeward:region')->setDescription('Says which region this is, which one is active, and whether this one may write');
    }

    protected function execute(InputInterface $input, OutputInterface $output): int
    {
        if (!$this->region->isKnown()) {
            $output->writeln('The region is not known: app/etc/env.php does not follow the environment file, or could not use it.');
            return 1;
        }
        $output->writeln(sprintf(
            'region %s, active %s, epoch %d, %s',
            $this->region->name(),
            $this->region->active(),
            $this->region->epoch(),
            $this->region->isFenced() ? 'fenced' : ($this->region->mayWrite() ? 'may write' : 'standby')
        ));
        return 0;
    }
}
